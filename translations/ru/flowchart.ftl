# Блок-схема процедуры (пункт 10.17).

flowchart-step = { $from } → { $event } ({ $who }) → { $to }
flowchart-step-alone = { $from } → { $event } → { $to }
