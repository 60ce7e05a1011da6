-- A proposal is a use of its template. Those that were made before uses were noted; the first of a deal, as ever.
INSERT INTO kit_uses (document_id, deal_id, how, company_id, user_id, lang, version, at)
SELECT COALESCE(j.id, d.id), p.deal_id, 'filled', p.company_id, p.made_by, d.lang, r.number, p.made_at
FROM proposals p
JOIN revisions r ON r.id = p.revision_id
JOIN documents d ON d.id = r.document_id
LEFT JOIN documents j ON j.kind = d.kind AND j.slug = d.slug AND j.lang = 'ja'
WHERE d.kind = 'template'
ORDER BY p.made_at, p.id
ON CONFLICT (document_id, deal_id, how) DO NOTHING;
