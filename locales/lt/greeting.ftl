### Pasisveikinimas kliento kalba. Vardas ir pavardė – šauksmininko linksniu.

greeting-woman = Laba diena, gerbiama { $name }
greeting-man = Laba diena, gerbiamas { $name }
greeting-neutral = Laba diena
