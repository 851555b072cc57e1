### The greeting in the client's language. The name that is passed stands in the Lithuanian vocative, so it is not used.

greeting-woman = Good day, madam
greeting-man = Good day, sir
greeting-neutral = Good day
