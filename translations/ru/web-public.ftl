# Открытые сведения: портал, сайт региона, стенд, МФЦ.

## Начало
web-start-title = Записаться и получить загранпаспорт
web-start-lead = Здесь можно выбрать время приёма, узнать срок, пошлину и документы. Входить не нужно.
web-start-book = Записаться на приём
web-start-my-booking = Моя запись
web-start-status = Ход дела
web-start-know = Узнать до визита
web-start-documents-text = Список для взрослого, подростка, ребёнка и для опекуна.
web-start-fee-text = Сумма на нужную дату.
web-start-term-text = От трёх рабочих дней до трёх месяцев: зависит от вашего случая.
web-start-forms-text = Пустые бланки и образцы заполнения.
web-start-payment-text = Реквизиты вашего региона и код для банка.
web-start-topics-text = Ответы, которые дают сотрудники и операторы.
web-start-services = Услуги
web-start-offices = Сейчас в отделениях
web-start-all-offices = Все отделения и МФЦ
web-start-regions = Сайты регионов

## Каталог и карта
web-catalogue-title = Услуги
web-catalogue-lead = Выберите услугу. Рядом указано, какой орган её оказывает.
web-catalogue-service-text = Документы, срок, пошлина, запись на приём
web-sitemap-title = Карта сайта
web-sitemap-answers = Ответы
web-sitemap-texts = Сведения об услуге
web-sitemap-regions = Сайты регионов
web-contents = На этой странице

## Услуга
web-service-description = { $service }: документы, срок, пошлина, отказы, обжалование.
web-service-lead = Оказывает { $authority }. Ниже всё, что нужно знать до визита.
web-glance-term = Срок
web-glance-fee = Пошлина
web-glance-where = Где
web-glance-other = Другой случай
web-glance-find = Найти отделение
web-glance-where-text = В отделении, в МФЦ или через портал
web-own-order = Это порядок отделения, а не требование закона.
web-uncertain = уточняется
web-source-law = Основание: { $source }. Сведения на { $today }.
web-source-own = Это порядок отделения, а не требование закона. Сведения на { $today }. Связанный пункт: { $source }.
web-cited-item = { $act }, пункт { $item }

## Документы
web-documents-title = Какие нужны документы
web-documents-lead = Выберите, кому нужен паспорт. Список можно распечатать и отмечать.
web-documents-on = Список на { $day }
web-documents-about = Как оформить документы
web-docs-mandatory = Обязательно принести
web-docs-own = Можно принести по желанию
web-docs-interagency = Отделение запросит само
web-docs-print = Открыть список отдельно
web-docs-when = Если { $situation }.
web-docs-copies = { $count ->
    [one] Нужен { $count } экземпляр.
    [few] Нужно { $count } экземпляра.
   *[other] Нужно { $count } экземпляров.
  }

## Срок
web-term-title = Узнать срок
web-term-lead = Ответьте на вопросы, и мы назовём срок для вашего случая.
web-terms-caption = Сроки по случаям
web-terms-case = Случай
web-terms-length = Срок
web-terms-all = Все сроки
web-term-for-me = Узнать срок для моего случая
web-term-refused = паспорт в этом случае не оформляют
web-about-term = Как считают срок
web-case-any = Любой случай
web-or = или

## Пошлина
web-fee-title = Узнать пошлину
web-fee-lead = Выберите паспорт и возраст. Сумма зависит от дня оплаты.
web-fees-caption = Размер пошлины
web-fees-what = За что
web-fees-amount = Сколько
web-fees-since = Действует с
web-fees-coming = будет позже
web-fees-all = Все суммы
web-fee-for-me = Узнать сумму на другой день
web-about-fee = От чего зависит пошлина
web-answer-on = На { $day }
web-answer-since = Действует с { $day }.
web-answer-source = Основание: { $source }.
web-answer-day = На какой день
web-answer-day-hint = Например, день оплаты или день визита
web-answer-show = Показать ответ
web-answer-none = На этот день ответа нет: правила на него не известны. Выберите другой день или спросите в отделении.
web-yes = Да
web-no = Нет

## Оплата
web-payment-title = Оплатить пошлину
web-payment-choose = Реквизиты в регионах разные. Выберите регион, где получите паспорт.
web-payment-what = За что платите
web-payment-no-sum = Выберите, за что платите, — и в код добавится сумма.
web-payment-check = Перед переводом сверьте получателя, счёт и назначение. Чек сохраните до получения паспорта.
web-pay-with-sum = Реквизиты и код с суммой
web-qr-title = Код для оплаты
web-qr-caption = Наведите камеру в приложении банка
web-bank-payee = Получатель
web-bank-account = Счёт получателя
web-bank-bank = Банк
web-bank-bic = БИК
web-bank-correspondent = Корреспондентский счёт
web-bank-inn = ИНН
web-bank-kpp = КПП
web-bank-kbk = КБК
web-bank-oktmo = ОКТМО
web-bank-purpose = Назначение платежа
web-bank-sum = Сумма
web-bank-purpose-any = Госпошлина за выдачу паспорта
web-bank-purpose-p5 = Госпошлина за выдачу заграничного паспорта на 5 лет
web-bank-purpose-p10 = Госпошлина за выдачу заграничного паспорта на 10 лет

## Основания
web-ground-cure = Что сделать:

## Бланки
web-forms-title = Бланки и образцы
web-forms-lead = Откройте бланк, распечатайте и заполните. Образец показывает, как это сделать.
web-form-print = Открыть и распечатать
web-form-sample = Образец
web-form-sample-of = Посмотреть заполненный образец
web-form-sample-title = Образец: { $form }
web-form-blank = Пустой бланк
web-form-print-hint = Чтобы распечатать, нажмите Ctrl и P
web-form-fictitious = Человек и номера вымышлены.

## Законы
web-acts-title = Законы и приказы
web-acts-on = Что действует на день
web-acts-show = Показать
web-acts-ruling = Регламент на { $day }
web-acts-no-ruling = На { $day } регламент этой услуги не известен.
web-acts-in-force = Другие действующие акты
web-acts-history = История
web-acts-history-text = Акты, которые в этот день уже не действовали или ещё не начали действовать.
web-act-since = действует с { $from }
web-act-from-to = действовал с { $from }, не действует с { $to }
web-act-days-uncertain = дни уточняются
web-act-days = Действие
web-act-in-force = Действует на { $day }
web-act-not-in-force = Не действует на { $day }
web-act-registration = Регистрация в Минюсте
web-act-registered = { $date }, № { $number }
web-act-supersedes = Отменил
web-act-amends = Изменил
web-act-amended-by = Изменён
web-act-ended-by = Отменён
web-act-no-text = Текста этого акта здесь нет. Спросите его в отделении.

## Схема
web-flow-title = Схема услуги
web-flow-description = Путь дела от подачи заявления до выдачи паспорта. То же самое словами написано под схемой.
web-flow-lead = Так идёт дело: от подачи заявления до выдачи паспорта. Ниже то же самое словами.
web-flow-open = Схема услуги. Открыть крупно
web-flow-picture = Открыть схему отдельно, для печати
web-flow-states = Что значит каждое состояние
web-flow-ways = Все переходы

## Отделения
web-offices-title = Отделения и МФЦ
web-offices-region = Регион
web-offices-service = Услуга
web-offices-kind = Где
web-offices-all-regions = Все регионы
web-offices-all-services = Любая услуга
web-offices-all-kinds = Отделения и МФЦ
web-kind-division = Отделение
web-kind-mfc = МФЦ
web-offices-search = Найти
web-offices-found = { $count ->
    [0] Ничего не найдено
    [one] Найдено { $count } место
    [few] Найдено { $count } места
   *[other] Найдено { $count } мест
  }
web-offices-none = Подходящего места нет
web-offices-none-text = Уберите одно из условий.
web-offices-show-all = Показать все
web-ease-step-free = Вход без ступеней
web-ease-hearing-loop = Индукционная петля
web-ease-sign-language = Жестовый язык
web-ease-parking = Парковка для инвалидов
web-ease-separate-entrance = Отдельный вход
web-office-closed = Закрыто
web-office-services = Что делают
web-office-accepts = принимают заявления
web-office-issues = выдают паспорта
web-office-ease = Удобства
web-office-waiting = Сколько ждать
web-office-reception = Приём заявителей
web-office-hours = Часы работы
web-office-phones = Телефоны
web-office-head = Личный приём руководителя
web-office-stand = Информационный стенд этого отделения, для экрана и печати
web-office-feed = Сведения для сотрудников этого МФЦ
web-no-mfcs = МФЦ, которые принимают заявления по этой услуге, здесь сейчас нет.
web-hours-days = Дни
web-hours-hours = Часы
web-before-holidays = предпраздничные дни
web-and-before-holidays = { $days } и предпраздничные дни
web-closed-day = закрыто
web-phone-enquiries = Справки
web-phone-answerphone = Автоответчик
web-phone-booking = Запись на приём
web-phone-trust = Телефон доверия
web-contact-address = Адрес
web-contact-post = Для писем
web-contact-site = Сайт
web-region-no-online = Записи через интернет здесь нет
web-booking-open = Запись открыта
web-booking-by-phone = Запишитесь по телефону { $phone }.

## Ожидание
web-waiting-caption = Норма ожидания
web-waiting-purpose = Зачем вы пришли
web-waiting-here = Сейчас
web-waiting-norm = Норма
web-waiting-now = Сейчас ждут: { $people }. Данные на { $at }.
web-waiting-unknown = Данных об очереди сейчас нет
web-people = { $count ->
    [one] { $count } человек
    [few] { $count } человека
   *[other] { $count } человек
  }
web-minutes-at-most = { $count ->
    [one] не больше { $count } минуты
   *[other] не больше { $count } минут
  }
web-minutes-about = { $count ->
    [one] около { $count } минуты
   *[other] около { $count } минут
  }

## Обращения
web-topics-title = Вопросы и ответы
web-topics-lead = Шесть тем, на которые отвечают сотрудники отделений и операторы.
web-topics-others = Другие сведения
web-appeal-title = Подать жалобу
web-appeal-online = Через сайт
web-appeal-online-text = Без входа в личный кабинет
web-appeal-post = Письмом

## Стенд и МФЦ
web-stand-title = Стенд: { $office }
web-stand-sizes = Размер стенда
web-stand-screen = экран
web-stand-back = Страница отделения
web-stand-as-of = Сведения на
web-mfc-title = Сведения для МФЦ: { $office }
web-mfc-lead = То же, что на портале и на стендах. Сведения на { $today }.
web-mfc-feed = Те же сведения для программ (JSON)

## Результат
web-result-refused = Письменный отказ с причиной и нормой закона

## Возраст, длительность
web-age-from = от { $count } лет
web-age-below = до { $count } лет
web-age-between = от { $from } до { $to } лет включительно
web-calendar-days = { $count ->
    [one] { $count } день
    [few] { $count } дня
   *[other] { $count } дней
  }
web-months = { $count ->
    [one] { $count } месяц
    [few] { $count } месяца
   *[other] { $count } месяцев
  }
web-years = { $count ->
    [one] { $count } год
    [few] { $count } года
   *[other] { $count } лет
  }
