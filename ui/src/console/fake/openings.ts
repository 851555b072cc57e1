/** Emergency access, faked: a client of another unit shuts until it is opened, and whoever answers for it looks at it. */
import type { OpeningView } from "../api/openings";
import { refuse, type Routes } from "./fake";
import type { World } from "./world";

const nowS = () => Math.floor(Date.now() / 1000);

function some(world: World): OpeningView[] {
  const now = nowS();
  const [first, second] = world.visits;
  const [, rasa, gintare] = world.workers;
  const none = { own: false, ended_by: null, reviewed: null, reviewed_by: null, remark: "", may_review: true };
  return [
    {
      ...none,
      opening: "e1",
      who: { id: rasa?.id ?? "", name: rasa?.name ?? "" },
      client: first?.client ?? "",
      name: first?.name ?? null,
      reason: "danger",
      words: "Kaimynė skambino: už durų girdisi dejonės, o Gintarė atostogauja.",
      since: now - 2_400,
      until: now + 7 * 3600 + 1_200,
      lasts: true,
      deeds: [
        { at: now - 1_200, deed: "emergency_access_used", route: "POST /clients/{client}/calls" },
        { at: now - 2_300, deed: "emergency_access_used", route: "GET /clients/{client}" },
      ],
    },
    {
      ...none,
      opening: "e2",
      who: { id: gintare?.id ?? "", name: gintare?.name ?? "" },
      client: second?.client ?? "",
      name: second?.name ?? null,
      reason: "asks",
      words: "Klientė atėjo į skyrių ir prašė perkelti rytojaus vizitą.",
      since: now - 3 * 86_400,
      until: now - 3 * 86_400 + 8 * 3600,
      lasts: false,
      reviewed: now - 2 * 86_400,
      reviewed_by: "Giedrė Kazlauskienė",
      remark: "Pagrįsta, vizitas perkeltas.",
      deeds: [],
    },
  ];
}

export function openingRoutes(world: World): Routes {
  let list: OpeningView[] | undefined;
  const all = () => (list ??= world.openings ? some(world) : []);
  const known = (id = "") => all().find(({ opening }) => opening === id) ?? refuse("not_found");
  return {
    "GET openings": () => all(),
    "GET openings/waiting": () => {
      const waits = all().filter(({ may_review, reviewed }) => may_review && reviewed === null);
      return { count: waits.length, newest: waits[0]?.who.name ?? "" };
    },
    "POST openings": ({ body }) => {
      const wish = body as { client: string; reason: string; words: string };
      if (wish.words.trim().length < 10) refuse("opening_reason");
      const until = nowS() + 8 * 3600;
      world.opened.add(wish.client);
      all().unshift({
        opening: `e${all().length + 3}`, who: { id: world.who?.actor ?? "", name: world.who?.name ?? "" }, own: true, client: wish.client, name: null,
        reason: wish.reason, words: wish.words, since: nowS(), until, lasts: true, ended_by: null, reviewed: null, reviewed_by: null, remark: "", may_review: false, deeds: [],
      });
      return { opening: all()[0]?.opening, until };
    },
    "DELETE openings/:opening": ({ ids }) => {
      const one = known(ids.opening);
      world.opened.delete(one.client);
      Object.assign(one, { lasts: false, until: nowS(), ended_by: world.who?.name ?? null });
    },
    "POST openings/:opening/review": ({ ids, body }) => {
      Object.assign(known(ids.opening), { reviewed: nowS(), reviewed_by: world.who?.name ?? null, remark: (body as { remark: string }).remark });
    },
  };
}
