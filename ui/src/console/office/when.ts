/** The server's seconds since 1970 as a day and time of the office's, in words. */
import { at } from "../../when";
import { now } from "../now";

export const when = (seconds: number): string => at(now(new Date(seconds * 1000)), now().day);
