//! Clients' pages, as a browser and the office meet them.

mod listener;
