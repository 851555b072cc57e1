### Powitanie w języku klienta. Imię jest podawane w litewskim wołaczu, dlatego się go nie używa.

greeting-woman = Dzień dobry Pani
greeting-man = Dzień dobry Panu
greeting-neutral = Dzień dobry
