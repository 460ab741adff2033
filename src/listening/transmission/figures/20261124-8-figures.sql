-- What was sent in a period: everything that the figures of the transmissions count begins there.
create index transmission_by_sending on transmission (sent_at) where sent_at is not null;
