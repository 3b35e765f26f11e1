/**
 * Compares the live database with the catalogue, in sentences. Both sides are said as facts ("observance_judge may select
 * court.hearing (office)"); what is on one side alone is a difference.
 */
import pg from 'pg'
import { CannotStart } from '../store/index.ts'
import { apply, type Catalogue, markOf, OWNER_POLICY, policyNameOf, predicateOf, type TableModel } from './catalogue.ts'

/** What the database allows and the catalogue does not say, and the other way round; nothing where they agree. */
export async function differences(owner: pg.Client, catalogue: Catalogue): Promise<readonly string[]> {
  const live = new Set(await liveFacts(owner, catalogue))
  const declared = new Set([...declaredFacts(catalogue), ...(await declaredPolicies(owner, catalogue))])
  return [
    ...[...live].filter((fact) => !declared.has(fact)).map((fact) => `not declared: ${fact}`),
    ...[...declared].filter((fact) => !live.has(fact)).map((fact) => `missing: ${fact}`),
  ].toSorted()
}

/**
 * Brings a new version of the catalogue into the database. Where this version was there already, and the database is not as it
 * left it, somebody has changed it by hand: the start is refused, and says what differs.
 */
export async function enforce(owner: pg.Client, catalogue: Catalogue): Promise<void> {
  const { rows } = await owner.query<{ mark: string | null }>(
    "select obj_description('firewall'::regnamespace, 'pg_namespace') as mark",
  )
  if (rows[0]?.mark !== markOf(catalogue)) await apply(owner, catalogue)
  const found = await differences(owner, catalogue)
  if (found.length === 0) return
  throw new CannotStart(
    `The firewall in the database is not what this version declares. Nothing was changed. What differs: ${shortened(found)}.`,
  )
}

/** As many as somebody reads; the rest is a number. */
function shortened(found: readonly string[]): string {
  const left = found.length - MOST_NAMED
  return [...found.slice(0, MOST_NAMED), ...(left > 0 ? [`and ${left} more`] : [])].join('; ')
}

const MOST_NAMED = 10

function declaredFacts({ schemas }: Catalogue): string[] {
  return schemas.flatMap((schema) => {
    const callers = schema.functions.flatMap(({ callers }) => callers)
    const readers = schema.tables.flatMap(({ reads }) => reads.map(({ login }) => login))
    return [
      ...[...callers, ...readers].map((login) => `${login} may enter schema ${schema.name}`),
      ...schema.functions.flatMap(({ signature, callers: who }) =>
        who.map((login) => `${login} may execute ${schema.name}.${signature}`),
      ),
      ...schema.tables.flatMap((table) => [
        `row policies bind ${schema.name}.${table.name} and its owner`,
        ...table.reads.flatMap(({ login, columns }) =>
          columns.map((column) => `${login} may select ${schema.name}.${table.name} (${column})`),
        ),
      ]),
    ]
  })
}

/**
 * The policies in PostgreSQL's own words: each is made on an empty copy of its table, read, and taken back. So a changed
 * policy is found whatever its spelling, and one that only reads differently is no false alarm.
 */
async function declaredPolicies(owner: pg.Client, { schemas }: Catalogue): Promise<string[]> {
  const tables = schemas.flatMap((schema) =>
    schema.tables.map((table) => ({ ...table, at: `${schema.name}.${table.name}` })),
  )
  await owner.query('begin')
  try {
    const { rows } = await owner.query<{ me: string; there: string[] }>(
      `select current_user::text as me, coalesce(array_agg(n.nspname || '.' || c.relname), '{}') as there
       from pg_namespace n join pg_class c on c.relnamespace = n.oid where n.nspname = any($1)`,
      [schemas.map(({ name }) => name)],
    )
    const there = new Set(rows[0]?.there)
    const readable = tables.filter(({ reads, at }) => reads.length > 0 && there.has(at))
    const spelled = await spelledBy(owner, readable)
    return tables
      .flatMap((table) => [
        policyFact(table.at, {
          ...{ name: OWNER_POLICY, kind: 'for all', who: rows[0]?.me ?? '', using: 'true', check: 'true' },
        }),
        ...(table.reads.length > 0 && !there.has(table.at) ? [`there is a table ${table.at}`] : []),
      ])
      .concat(
        readable.flatMap(({ at, reads }) =>
          reads.map(({ login, rows: rule }) =>
            policyFact(at, {
              ...{ name: policyNameOf(login), kind: 'for select', who: login, check: '' },
              using: spelled.get(`${at} ${predicateOf(rule)}`) ?? '',
            }),
          ),
        ),
      )
  } finally {
    await owner.query('rollback')
  }
}

/** "schema.table predicate" → how PostgreSQL writes that predicate of that table. */
async function spelledBy(
  owner: pg.Client,
  tables: readonly (TableModel & { readonly at: string })[],
): Promise<ReadonlyMap<string, string>> {
  const asked = tables.map(({ at, reads }) => ({
    at,
    predicates: [...new Set(reads.map(({ rows }) => predicateOf(rows)))],
  }))
  const making = asked.flatMap(({ at, predicates }, number) => [
    `create temporary table compared_${number} (like ${at.split('.').map(pg.escapeIdentifier).join('.')}) on commit drop`,
    ...predicates.map((predicate, index) => `create policy p${index} on compared_${number} using (${predicate})`),
  ])
  if (making.length === 0) return new Map()
  await owner.query(making.join('\n;\n'))
  const { rows } = await owner.query<{ number: number; index: number; using: string }>(
    `select substr(c.relname, 10)::int as number, substr(p.polname, 2)::int as index, pg_get_expr(p.polqual, p.polrelid) as using
     from pg_policy p join pg_class c on c.oid = p.polrelid where c.relnamespace = pg_my_temp_schema() and c.relname ~ '^compared_[0-9]+$'`,
  )
  return new Map(
    rows.map(({ number, index, using }) => [`${asked[number]?.at} ${asked[number]?.predicates[index]}`, using]),
  )
}

interface Policy {
  readonly name: string
  readonly kind: string
  readonly who: string
  readonly using: string
  readonly check: string
}

function policyFact(table: string, { name, kind, who, using, check }: Policy): string {
  return `policy ${name} of ${table}, permissive, ${kind} to ${who}, using ${using || 'nothing'}, check ${check || 'nothing'}`
}

async function liveFacts(owner: pg.Client, { logins, schemas }: Catalogue): Promise<string[]> {
  const names = schemas.map(({ name }) => name)
  const { rows } = await owner.query<{ fact: string }>(LIVE, [names, logins])
  return rows.map(({ fact }) => fact)
}

/** $1: schemas of the catalogue, $2: its logins. In other schemas only what the logins have is looked at. */
const LIVE = `
with mine as (select oid, nspname, nspowner, nspacl from pg_namespace where nspname = any($1)),
  me as (select oid, rolname from pg_roles where rolname = current_user),
  login as (select oid, rolname from pg_roles where rolname = any($2)),
  grantee as (select 0::oid as oid, 'PUBLIC' as name union all select oid, rolname from pg_roles),
  matters as (select g.oid, g.name, g.oid in (select oid from login) as is_login from grantee g where g.oid <> (select oid from me))
select m.name || case a.privilege_type when 'USAGE' then ' may enter' else ' may create in' end || ' schema ' || n.nspname as fact
  from pg_namespace n, aclexplode(n.nspacl) a join matters m on m.oid = a.grantee
  where n.nspname = any($1) or m.is_login or (m.oid = 0 and (a.privilege_type = 'CREATE' or n.nspname not in ('public', 'pg_catalog', 'information_schema')))
union
select m.name || ' may ' || lower(a.privilege_type) || ' ' || c.relnamespace::regnamespace || '.' || c.relname
  from pg_class c, aclexplode(c.relacl) a join matters m on m.oid = a.grantee where c.relnamespace in (select oid from mine) or m.is_login
union
select m.name || ' may ' || lower(a.privilege_type) || ' ' || c.relnamespace::regnamespace || '.' || c.relname || ' (' || t.attname || ')'
  from pg_attribute t join pg_class c on c.oid = t.attrelid, aclexplode(t.attacl) a join matters m on m.oid = a.grantee
  where (c.relnamespace in (select oid from mine) or m.is_login) and not t.attisdropped
union
select m.name || ' may execute ' || p.pronamespace::regnamespace || '.' || p.proname || '(' || pg_get_function_identity_arguments_types(p.oid) || ')'
  from pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a join matters m on m.oid = a.grantee
  where p.pronamespace in (select oid from mine) or m.is_login or (m.oid = 0 and p.pronamespace = 'public'::regnamespace)
union
select case when c.relrowsecurity and c.relforcerowsecurity then 'row policies bind ' || n.nspname || '.' || c.relname || ' and its owner'
    else 'row policies do not bind ' || n.nspname || '.' || c.relname || case when c.relrowsecurity then ' where its owner works' else '' end end
  from pg_class c join mine n on n.oid = c.relnamespace where c.relkind in ('r', 'p')
union
select 'policy ' || p.polname || ' of ' || n.nspname || '.' || c.relname || case when p.polpermissive then ', permissive, ' else ', restrictive, ' end
    || case p.polcmd when '*' then 'for all' when 'r' then 'for select' when 'a' then 'for insert' when 'w' then 'for update' else 'for delete' end
    || ' to ' || (select string_agg(g.name, ', ' order by g.name) from unnest(p.polroles) r join grantee g on g.oid = r)
    || ', using ' || coalesce(pg_get_expr(p.polqual, p.polrelid), 'nothing') || ', check ' || coalesce(pg_get_expr(p.polwithcheck, p.polrelid), 'nothing')
  from pg_policy p join pg_class c on c.oid = p.polrelid join mine n on n.oid = c.relnamespace
union
select 'function ' || pronamespace::regnamespace || '.' || proname || ' runs as its owner with no pinned search_path'
  from pg_proc where prosecdef and pronamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
    and not exists (select from unnest(proconfig) one where one like 'search\\_path=%' and one !~ '"?\\$user|public')
union
select n.nspname || '.' || c.relname || ' belongs to ' || c.relowner::regrole from pg_class c join mine n on n.oid = c.relnamespace
  where c.relowner <> (select oid from me) and c.relkind in ('r', 'p', 'v', 'm', 'S', 'f')
union
select 'function ' || n.nspname || '.' || p.proname || ' belongs to ' || p.proowner::regrole from pg_proc p join mine n on n.oid = p.pronamespace where p.proowner <> (select oid from me)
union
select 'schema ' || nspname || ' belongs to ' || nspowner::regrole from mine where nspowner <> (select oid from me)
union
select 'view ' || n.nspname || '.' || c.relname || ' reads as its owner' from pg_class c join mine n on n.oid = c.relnamespace where c.relkind in ('v', 'm')
union
select 'whatever ' || d.defaclrole::regrole || ' makes is granted to ' || m.name || ' (' || lower(a.privilege_type) || ')'
  from pg_default_acl d, aclexplode(d.defaclacl) a join matters m on m.oid = a.grantee where m.is_login or m.oid = 0
union
select m.member::regrole || ' is a member of ' || m.roleid::regrole from pg_auth_members m
  where m.member in (select oid from login) or (m.roleid in (select oid from login) and m.member <> (select oid from me))
union
select rolname || ' is more than a login' from pg_roles where rolname = any($2) and (rolsuper or rolinherit or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls)
union
select login || ' does not exist' from unnest($2::text[]) login where login not in (select rolname from pg_roles)
union
select m.name || ' may ' || lower(a.privilege_type) || ' in this database' from pg_database d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a join matters m on m.oid = a.grantee
  where d.datname = current_database() and (m.is_login or m.oid = 0) and a.privilege_type <> 'CONNECT'
union
select m.name || ' may set ' || p.parname from pg_parameter_acl p, aclexplode(p.paracl) a join matters m on m.oid = a.grantee where m.is_login or m.oid = 0
`.replace(
  'pg_get_function_identity_arguments_types(p.oid)',
  "(select coalesce(string_agg(format_type(t, null), ', ' order by i), '') from unnest(p.proargtypes) with ordinality as x(t, i))",
)
