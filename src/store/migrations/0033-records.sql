-- What a leaf of the register commits to beside the content: the row of the event itself, so that nobody moves a time or
-- changes who acted without its leaf saying so.

-- A whole leaf after its time: what the application says of the act (it ends before "object"), the row, the content.
create function register.leaf_of(head text, salt bytea, row_record text, payload bytea) returns text
  language sql immutable
  return split_part(head, 'object ', 1)
    || 'object ' || encode(sha256(convert_to('observance/commitment/v1 object' || chr(10), 'UTF8') || salt || convert_to(row_record, 'UTF8')), 'base64') || chr(10)
    || 'payload ' || encode(payload, 'base64') || chr(10);

-- Microseconds since 1970, exact: as JSON of a row has a moment.
create function register.moment(at timestamptz) returns text
  language sql immutable
  return trunc(extract(epoch from at) * 1000000)::text;
