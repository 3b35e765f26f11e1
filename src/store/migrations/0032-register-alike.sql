-- How alike two texts are by their sketches (src/register/own-words.ts): the share of places in which they agree estimates
-- how many runs of letters both have of all (Jaccard), and 2J/(1+J) is that of Sørensen and Dice.
create function register.alike(a integer[], b integer[]) returns numeric
  language sql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
  select round(2 * j / (1 + j), 3) from (
    select count(*) filter (where x = y)::numeric / greatest(count(*), 1) as j from unnest(a, b) as pair(x, y)) s
$$;
