comment on table traffic.document_use is 'How often each registered document was asked for on each day.';
