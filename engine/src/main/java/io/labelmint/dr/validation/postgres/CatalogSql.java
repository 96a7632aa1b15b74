package io.labelmint.dr.validation.postgres;

/**
 * Reads the catalog. One text for the source that records its shape and for the copy it is compared with, so that both
 * say the same of the same; both run it with a search path of {@code pg_catalog} alone, because definitions are printed
 * with as much of a name as the path requires.
 */
final class CatalogSql {
    private static final String OF_USERS =
            "n.nspname not in ('pg_catalog', 'information_schema', 'dr') and n.nspname !~ '^pg_(toast|temp)'";

    /** Kind, name and hash of the definition of everything. */
    static final String OBJECTS = """
            with relations as (
              select c.oid, c.relkind, n.nspname || '.' || c.relname as name
              from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
              where c.relkind in ('r', 'p', 'v', 'm', 'f') and %s
            ), objects as (
              select 'table' as kind, name, relkind::text as definition from relations
              union all
              select 'column', r.name || '.' || a.attname,
                concat_ws('|', format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, a.attgenerated,
                  pg_get_expr(d.adbin, d.adrelid))
              from relations r
                join pg_catalog.pg_attribute a on a.attrelid = r.oid
                left join pg_catalog.pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
              where a.attnum > 0 and not a.attisdropped
              union all
              select 'index', n.nspname || '.' || i.relname, pg_get_indexdef(i.oid)
              from relations r
                join pg_catalog.pg_index x on x.indrelid = r.oid
                join pg_catalog.pg_class i on i.oid = x.indexrelid
                join pg_catalog.pg_namespace n on n.oid = i.relnamespace
              union all
              select 'constraint', r.name || '.' || c.conname, pg_get_constraintdef(c.oid)
              from relations r join pg_catalog.pg_constraint c on c.conrelid = r.oid
            )
            select kind, name, encode(sha256(convert_to(definition, 'UTF8')), 'hex') as definition from objects
            """.formatted(OF_USERS);

    static final String TABLES = """
            select n.nspname, c.relname
            from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('r', 'm') and %s order by 1, 2
            """.formatted(OF_USERS);

    static final String INDEXES = """
            select n.nspname, i.relname, tn.nspname, t.relname,
              case when i.relkind = 'I' then 'partitioned' else m.amname end,
              x.indisvalid and x.indisready and x.indislive
            from pg_catalog.pg_index x
              join pg_catalog.pg_class i on i.oid = x.indexrelid
              join pg_catalog.pg_namespace n on n.oid = i.relnamespace
              join pg_catalog.pg_am m on m.oid = i.relam
              join pg_catalog.pg_class t on t.oid = x.indrelid
              join pg_catalog.pg_namespace tn on tn.oid = t.relnamespace
            where %s order by 1, 2
            """.formatted(OF_USERS);

    private CatalogSql() {}
}
