/**
 * A provider of accounts that others made (npm oidc-provider), for the tests: listens on a free port of this machine and says
 * where, a line of JSON. Whoever types a login there has that account; the password is not looked at. The first argument is
 * where it sends browsers back to.
 */
import { createServer } from "node:http";
import { Provider } from "oidc-provider";

// What it has to say beside where it is, nobody reads.
console.log = console.info = console.warn = () => undefined;
const [back, client_id, client_secret] = process.argv.slice(2);
const server = createServer();
await new Promise((listens) => server.listen(0, "127.0.0.1", listens));
const issuer = `http://127.0.0.1:${server.address().port}`;
const provider = new Provider(issuer, {
  clients: [{ client_id, client_secret, redirect_uris: [back], response_types: ["code"], grant_types: ["authorization_code"] }],
  claims: { openid: ["sub"], email: ["email", "email_verified"] },
  // What is asked for stands in the token, and is not fetched.
  conformIdTokenClaims: false,
  pkce: { required: () => true },
  // The municipality's own client: nobody is asked whether it may know who they are.
  async loadExistingGrant({ oidc }) {
    const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
    grant.addOIDCScope("openid email");
    await grant.save();
    return grant;
  },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, email: id, email_verified: id.includes("@") }) }),
});
server.on("request", provider.callback());
process.stdout.write(`${JSON.stringify({ issuer })}\n`);
// It ends with whoever began it.
process.stdin.on("end", () => process.exit(0)).resume();
