import { describe, expect, it } from "vitest";
import en from "../../standard/respectful-visit.1.0.0.en.json";
import lt from "../../standard/respectful-visit.1.0.0.lt.json";

const ids = (questionnaire: typeof lt) =>
  questionnaire.item.map((group) => [group.linkId, group.item.map((item) => item.linkId)]);

describe("the checklist of a respectful visit", () => {
  it("asks the same in each language", () => {
    expect(ids(en)).toEqual(ids(lt));
    expect([en.version, en.url]).toEqual([lt.version, lt.url]);
  });

  it("goes by the four steps and stays short", () => {
    expect(lt.item.map((group) => group.linkId)).toEqual(["before", "door", "during", "close"]);
    for (const group of lt.item) expect(group.item.length).toBeLessThanOrEqual(4);
  });

  it("gives every sentence two answers, and asks why only after the second", () => {
    for (const item of [lt, en].flatMap((one) => one.item.flatMap((group) => group.item))) {
      expect(item.answerOption.map((option) => option.valueCoding.code)).toEqual(["yes", "not-now"]);
      const [why] = item.item;
      expect(why?.linkId).toBe(`${item.linkId}.why`);
      expect(why?.enableWhen[0]).toMatchObject({ question: item.linkId, answerCoding: { code: "not-now" } });
    }
  });
});
