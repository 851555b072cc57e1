// Reads calendars as ical.js understands them: a JSON list of texts in, of what they say out. The tests in Rust run it.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

function read(text) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const [component, ...others] = calendar.getAllSubcomponents("vevent");
  if (others.length > 0) throw new Error("more than one event");
  const event = new ICAL.Event(component);
  const moment = (time) => time.toJSDate().toISOString().replace(".000Z", "Z");
  const organizer = component.getFirstProperty("organizer");
  return {
    method: calendar.getFirstPropertyValue("method"),
    uid: event.uid,
    sequence: event.sequence,
    status: component.getFirstPropertyValue("status"),
    start: moment(event.startDate),
    end: moment(event.endDate),
    summary: event.summary,
    description: event.description,
    organizer: event.organizer,
    organizer_name: organizer.getParameter("cn"),
    attendees: event.attendees.map((attendee) => ({
      address: attendee.getFirstValue(),
      rsvp: attendee.getParameter("rsvp") ?? "",
    })),
  };
}

process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(read)));
