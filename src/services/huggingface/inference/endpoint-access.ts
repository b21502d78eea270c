/** The operator's own endpoint, as it is configured. */
export interface Endpoint {
  url: string;
  token: string | undefined;
}

/** How an endpoint is reached, and what of that must not be said. */
export interface EndpointAccess {
  /** Without name and password, which no fetch takes in an address. */
  url: string;
  authorization: string | undefined;
  secrets: string[];
}

/**
 * A name and a password in the address come before the token: they belong to what stands in front of the endpoint, and
 * a request has one Authorization only.
 */
export function endpointAccess({ url, token }: Endpoint): EndpointAccess {
  const address = new URL(url);
  const { username, password } = address;
  if (!username && !password) {
    return { url, authorization: token && `Bearer ${token}`, secrets: token ? [token] : [] };
  }
  address.username = '';
  address.password = '';
  const decoded = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  const basic = Buffer.from(decoded).toString('base64');
  const secrets = [token, basic, decoded, `${username}:${password}`, password, decodeURIComponent(password)];
  return {
    url: address.href,
    authorization: `Basic ${basic}`,
    secrets: secrets.filter(secret => secret !== undefined).filter(secret => secret !== ''),
  };
}
