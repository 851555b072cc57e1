### Strona klienta: list uprzejmego sąsiada. Bez nazwiska, bez adresu, bez nazwy usługi.

page-own-name = Polski
page-languages = Język
page-title = Spotkanie

page-is-requested = Termin jest jeszcze ustalany
page-is-unanswered = Nie otrzymaliśmy odpowiedzi
page-is-declined = Z tego terminu Państwo zrezygnowali
page-is-move-asked = Szukamy innego terminu
page-is-overdue = Przepraszamy, spóźniamy się
page-is-in-progress = Spotkanie trwa
page-is-no-access = Byliśmy na miejscu, ale się nie spotkaliśmy
page-is-missed = Przepraszamy, że nie przyjechaliśmy
page-is-rated = Dziękujemy za ocenę

page-more-requested = Wkrótce zaproponujemy termin.
page-more-late-pick = Czekaliśmy na odpowiedź wcześniej. Jeśli któryś termin jest jeszcze wolny, można go wybrać teraz.
page-more-none-left = Te terminy są już zajęte. Prosimy o telefon, umówimy inny.
page-more-unanswered = Prosimy o telefon, umówimy termin.
page-more-declined = Jeśli chcą się Państwo spotkać, prosimy o telefon.
page-more-move-asked = Zaproponujemy inny termin, gdy tylko go znajdziemy. Do tego czasu poprzedni jest dla Państwa zachowany.
page-more-move-asked-new = Zaproponujemy inny termin, gdy tylko go znajdziemy.
page-more-reschedule-needed = Przepraszamy. Wkrótce zaproponujemy inny.
page-more-arrival = Będziemy około { $time }.
page-more-late = Przepraszamy. Będziemy około { $time }.
page-more-overdue = Wkrótce do Państwa zadzwonimy.
page-more-no-access = Prosimy o telefon, umówimy inny termin.
page-more-missed = Zadzwonimy, żeby umówić inny termin.
page-more-cancelled = Jeśli chcą się Państwo spotkać, prosimy o telefon.

page-about = { $form ->
    [one] około { $minutes } minuty
   *[other] około { $minutes } minut
  }
page-at-home = u Państwa w domu
page-elsewhere = w umówionym miejscu

page-fits = Tak, odpowiada
page-other = Proszę o inny termin
page-none-fits = Żaden nie odpowiada
page-cannot = Nie mogę się spotkać
page-keep = Poprzedni termin też odpowiada
page-calendar = Dodać do kalendarza
page-stranger = Ta wiadomość nie jest do mnie
page-undo = Cofnąć odpowiedź
page-back = Wróć

page-rate-5 = Bardzo dobrze
page-rate-4 = Dobrze
page-rate-3 = Średnio
page-rate-2 = Źle
page-rate-1 = Bardzo źle
page-comment = Jeśli Państwo chcą, prosimy napisać, co się podobało albo co zrobić inaczej.
page-comment-send = Wyślij

page-said-fits = Dziękujemy, zapisaliśmy: termin odpowiada.
page-said-pick = Dziękujemy, zapisaliśmy termin.
page-said-move = Dziękujemy, zapisaliśmy nowy termin.
page-said-other = Zapisaliśmy: proszą Państwo o inny termin.
page-said-cannot = Zapisaliśmy: nie mogą się Państwo spotkać.
page-said-keep = Dziękujemy, zapisaliśmy: zostaje poprzedni termin.
page-said-rate = Dziękujemy, zapisaliśmy.
page-said-undone = Odpowiedź została cofnięta.
page-said-doubted = Nie mamy pewności, że odpowiedź pochodzi od Państwa: czasem linki otwierają programy. Dlatego nic nie zapisaliśmy. Sami zadzwonimy.
page-said-stale = Tymczasem termin się zmienił. Prosimy odpowiedzieć jeszcze raz.
page-said-taken = Niestety ten termin właśnie został zajęty. Prosimy wybrać z pozostałych.

page-who = { $form ->
    [one] Przyjdzie
   *[other] Przyjdą
  }
page-photo = { $name } (zdjęcie)
page-card = Prosimy poprosić o okazanie legitymacji pracownika.
page-ready = Prosimy przygotować
page-ready-usual = dokument tożsamości i pisma, o których chcieliby Państwo porozmawiać
page-purpose = W jakiej sprawie
page-purpose-usual = porozmawiać o tym, jak się Państwo mają i w czym możemy pomóc
page-questions = Pytania

page-wish-title = Jaki termin by odpowiadał?
page-wish-times = Te terminy są jeszcze wolne. Proszę nacisnąć odpowiedni: od razu zastąpi poprzedni.
page-wish-none = Żaden nie odpowiada? Prosimy do nas napisać.
page-wish = Własnymi słowami, na przykład: „dowolny dzień po południu”.
page-wish-send = Proszę o inny termin

page-stranger-title = Wiadomość przyszła przez pomyłkę?
page-stranger-more = Przepraszamy. Po naciśnięciu przycisku link przestanie działać, a my sprawdzimy numer telefonu lub adres e-mail.
page-stranger-send = Tak, nie jest do mnie
page-stranger-done = Dziękujemy za informację
page-stranger-done-more = Sprawdzimy, do kogo piszemy. Nic więcej nie trzeba robić.

page-gone-title = Ten link już nie działa
page-gone-more = Może być stary albo skopiowany niecały. W sprawie spotkania prosimy o telefon.
page-gone-no-phone = Numer telefonu jest w otrzymanej wiadomości.
page-busy = Jest tu teraz wiele osób. Prosimy spróbować za kilka minut albo zadzwonić.
page-failed-title = Strona teraz się nie otwiera
page-failed-more = Przepraszamy. Odpowiedź nie została zapisana. Prosimy spróbować za kilka minut albo zadzwonić.

page-trap = To pole prosimy zostawić puste: jest dla programów, nie dla ludzi.
page-calendar-summary = Spotkanie
