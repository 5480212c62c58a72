# Открытые сведения: портал, сайт региона, стенд, МФЦ.
web-before-holidays = предпраздничные дни
web-and-before-holidays = { $days } и предпраздничные дни
web-closed-day = закрыто
