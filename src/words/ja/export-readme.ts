import type { Room } from '../words.ts';

export const exportReadme: Room<'exportReadme'> = {
  title: 'このボットが保存しているあなたのデータ（{date}時点）',
  part: '全{parts, number}個中の{part, number}個目。それぞれ独立したzipファイルで、記録は1個目に入っています。',
  actors:
    'あなたが写っている、またはあなたが登録したアクター（写真の測定値、顔データ、同意文と同意の日時、制限、学習済みバージョン）',
  chosenFor: 'あなたが使える、ほかの人のアクター',
  images: 'あなたが作った画像と、ほかの人が作ったあなたの画像（すべての設定を含む）',
  favourites: 'あなたがお気に入りに入れた画像（自分のものも、ほかの人のものも）',
  albums: 'あなたのアルバム（入っている画像と、表示した場所）',
  given: '元の画像としてあなたが渡した画像と、写っている人の同意について書いた場合はその内容',
  trainings: 'あなたが始めた学習と、上記のアクターの学習',
  budget: 'あなたが使ったトークン（1日ごと、UTC）',
  trainingsThisWeek: 'この7日間にあなたが学習を始めた日時',
  language: 'あなたへのメッセージに使う言語（英語以外の場合）',
  rules: 'サーバーの管理者があなたに設定した制限とブロック',
  changed: '管理者としてあなたが変更したサーバーの設定',
  failed: '失敗したあなたのリクエスト（リクエストの内容は保存していません）',
  stopped: '安全ルールで止められたあなたのリクエスト（リクエストの内容は保存していません）',
  history: '人について行われたことの記録のうち、あなたの名前が出るもの（登録、同意、共有、削除など）',
  approvals: '承認待ちの画像のリクエスト（あなたからのものと、あなたについてのもの）',
  digests: 'あなたに送った、あなたの画像のダイジェスト（載っている画像と、その場所）',
  requests: 'ほかの人があなたをキャストしたいと頼めるかどうかと、あなたがブロックした人数',
  photoFiles: '上記のアクターの写真（保存されているとおりのJPEG）',
  sampleFiles: '学習のサンプル画像（JPEG）',
  givenFiles: 'あなたが渡した画像（JPEG）',
  imageFiles: '画像（PNG）。設定は各ファイルの中にも入っています',
  ruledOut:
    '{images, plural, other {#枚の画像}}は、写っているほかの人がこのような画像をもう望んでいないため、このファイルに入っていません。',
  unchecked:
    '{images, plural, other {#枚の画像}}は、今は確認できなかったため、このファイルに入っていません。あとでもう一度エクスポートしてください。',
  delete: 'すべて削除するには：/privacy delete',

  imagesTitle: 'あなたが作った画像（{date}時点）',
  imagesPart:
    '全{parts, number}個中の{part, number}個目。各ファイルには、設定と、AIモデルが作ったことを示す Content Credentials が入っています。',
  everything: 'このボットが保存しているあなたの全データのコピー：/privacy export',
};
