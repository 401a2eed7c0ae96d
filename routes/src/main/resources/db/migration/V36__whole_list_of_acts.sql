-- Everything that people do is one list: so far it lacked decisions on quarantine and approvals, closed duties and what became of keys.
-- What is known of those from before is put in, and all is written once more in the order of its time, since a page of the list goes by
-- the ids. Of keys only the log knows each step.
LOCK TABLE operator_act IN EXCLUSIVE MODE;

CREATE TEMPORARY TABLE every_act ON COMMIT DROP AS
SELECT action, target, reason, actor, happened_at FROM operator_act
UNION ALL
SELECT 'quarantine-' || lower(decision), transfer::text, coalesce(reason, ''), decided_by, decided_at
FROM quarantine WHERE decision IS NOT NULL AND decided_by IS NOT NULL AND decided_at IS NOT NULL
UNION ALL
SELECT 'approval-' || lower(decision), transfer::text, coalesce(reason, ''), decided_by, decided_at
FROM approval WHERE decision IS NOT NULL AND decided_by IS NOT NULL AND decided_at IS NOT NULL
UNION ALL
SELECT 'close-' || replace(lower(duty), '_', '-'), transfer::text, reason, closed_by, done_at
FROM transfer_duty WHERE closed_by IS NOT NULL AND done_at IS NOT NULL
UNION ALL
SELECT 'close-use-report', agreement, '#' || period || ' ' || reason, closed_by, closed_at
FROM use_report WHERE closed_by IS NOT NULL
UNION ALL
SELECT 'key-' || (leaf ->> 'event'), leaf ->> 'keyId',
       CASE WHEN leaf ->> 'event' IN ('retire', 'compromise')
            THEN coalesce((SELECT k.reason FROM key_store k WHERE k.id::text = leaf ->> 'keyId'), '') ELSE '' END,
       leaf ->> 'actor', (leaf ->> 'at')::timestamptz
FROM (SELECT convert_from(l.leaf, 'UTF8')::jsonb AS leaf FROM key_store s JOIN log_leaf l ON l.subject = s.id AND l.type = 'key-event') AS steps;

DELETE FROM operator_act;
INSERT INTO operator_act (action, target, reason, actor, happened_at)
SELECT action, target, reason, actor, happened_at FROM every_act ORDER BY happened_at;
