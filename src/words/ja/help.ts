import type { Room } from '../words.ts';

export const help: Room<'help'> = {
  start: 'はじめに',
  images: '画像',
  actors: 'アクター',
  yours: 'あなたとあなたのデータ',
  admins: '管理者向け',

  startTitle: '写真5枚から自分のアクターを作る',
  startCast: '**キャスト**：{actorRegister} で一人の写真を5～10枚送ります。本人の同意が必要です。',
  startGenerate:
    '**画像作成**：{generate} ですぐに作れます。画像サービスには写真を最大4枚送ります。`actor2` で二人目を入れられ、画像の下の*変更…*で言葉で変えられます。',
  startTrain:
    '**学習**：画像があまり似ていないときは {trainStart} を使います。始める前に何をするかを説明し、始まったら進み具合を知らせます。{generate} の `using` で写真か学習済みモデルかを選べます。指定しなければ、これまでより似ていた方を使います。数値は {actorShow} で見られます。',
  startWithout: '{generate} はアクターなしでも使えます。指定しないだけです。',

  imagesGenerate:
    '{generate} は、言葉から画像を1～4枚作ります。同じリクエストの2回目はキャッシュから出るので無料です。新しいものはリロールで作れます。',
  imagesPack:
    '{actorShow} の*パック…*は、アクターの画像を8つの場面で8枚作ります。ポートレート、季節、職業、旅行があります。先に金額と時間を知らせ、途中でキャンセルもできます。',
  imagesImprove: '画像の下の*改善*は、プロンプトのもっと良い言い回しを提案します。先に読んで確認できます。',
  imagesFavourites:
    '画像の下の*お気に入り*を押しておくと、{gallery} の `favourites:True` で見られます。そこの*自分の画像を保存…*で、自分の画像をzipで受け取れます。',
  imagesMenu:
    'メッセージのメニュー（アプリ）では、*Make an image of this* でメッセージのテキストをプロンプトにし、*Use as reference* で全員の同意がある画像を元にし、*Show settings* で画像の作り方を、*Is this ours?* でこのボットの画像かどうかを確認できます。作ったものにはすべて、AIモデルが作ったという署名が入ります。',

  actorsRegister:
    'アクターは、画像に入れられる人です。{actorRegister} で写真を5～10枚送ります。本人の同意が必要です。写真だけですぐに使え、{trainStart} で顔をもっとよく知るモデルを作れます。',
  actorsYou:
    '自分がアクターなら、誰が自分の画像を作れるか、毎回承認するかを {actorShare} で決められます。作ってはいけないものは、そこの*制限…*で決めます。ほかの人が作った画像のダイジェストは {actorShow} で設定できます。',

  yoursWords:
    '{quota} で、今日の残りと、管理者があなたに設定した内容を見られます。保存されている自分のデータは、{privacyExport} ですべて受け取れ、{privacyDelete} で削除できます。',

  adminsWords:
    '{settingsShow} で、このサーバーのすべての設定を見られます。サブコマンドをオプションなしで使うと、今の設定が表示されます。変更は10分以内なら元に戻せて、誰が変えたかは {settingsLog} でわかります。',

  foot: '決めるのは写っている本人です。写真の本人が同意するまで、誰もそのアクターを使えません。',

  hello: 'こんにちは、画像を作るボットです',
  helloGenerate:
    '{generate} は言葉を画像にします。人を入れることもできます。写真5枚と本人のOKがあれば、キャストできるアクターになります。',
  helloFirst:
    'まずは {generate}、アクターは {actorRegister} を試してみてください。ほかのことは {help} にあります。',
  helloConsent:
    '決めるのは写真の本人です。同意するまで誰もそのアクターを使えず、同意はいつでも取り消せます。',

  thanks: '追加してくれてありがとうございます。決めることが四つあります',
  decideWhere:
    '**どこで：**メンバーがボットを使えるチャンネルと、管理者へのお知らせの送り先を {settingsChannels} で選びます。',
  decideWho: '**誰が：**画像作成、学習、アクター登録ができる人を {settingsRoles} で決めます。',
  decideHowMuch:
    '**どれだけ：**ドルの予算は {settingsMoney}、画像とトークンの上限は {settingsLimits} で決めます。',
  decideWhom:
    '**誰を：**サーバー外の人を登録できる人を {settingsConsent} で決めます。変えるまでは、誰も登録できません。',
  strictest:
    '最初はすべていちばん厳しい設定です。性的なものはなし、アクターになるのは自分で同意したメンバーだけ。メンバーはすぐにボットを使えます。',
  everySetting: 'すべての設定は {settingsShow}、誰が何を変えたかは {settingsLog} で見られます。',
};
