package io.labelmint.dr.validation.postgres;

/**
 * What a source writes of itself with: tables and two functions in schema {@code dr}. Installing it again changes
 * nothing. The functions are called by {@link Heartbeat}, or by pg_cron where nothing else may run.
 */
public final class HeartbeatSql {
    private static final String INSTALLATION = """
            create schema if not exists dr;

            create table if not exists dr.heartbeat (
              estate text not null,
              store text not null,
              beat_at timestamptz not null,
              lsn pg_lsn not null,
              wal_bytes_per_second bigint not null,
              primary key (estate, store)
            );

            -- What is counted, and which column is added up.
            create table if not exists dr.subject (
              table_schema text not null,
              table_name text not null,
              sum_column text,
              primary key (table_schema, table_name)
            );

            create table if not exists dr.census (
              table_schema text not null,
              table_name text not null,
              taken_at timestamptz not null,
              row_count bigint not null,
              sum_column text,
              total numeric,
              primary key (table_schema, table_name, taken_at)
            );

            create table if not exists dr.shape (
              kind text not null,
              name text not null,
              definition text not null,
              primary key (kind, name)
            );

            create or replace view dr.present_shape as
            OBJECTS;

            -- Says that the store is alive, and records the shape of its schema when that has changed. The time is read
            -- first: whatever was committed before it is in every copy that has the beat.
            create or replace function dr.beat(of_estate text, of_store text) returns timestamptz
            language plpgsql set search_path = pg_catalog, pg_temp as $beat$
            declare
              moment timestamptz := clock_timestamp();
              here pg_lsn := pg_current_wal_lsn();
            begin
              insert into dr.heartbeat as last (estate, store, beat_at, lsn, wal_bytes_per_second)
              values (of_estate, of_store, moment, here, 0)
              on conflict (estate, store) do update set
                beat_at = excluded.beat_at,
                lsn = excluded.lsn,
                wal_bytes_per_second = greatest(0, (excluded.lsn - last.lsn)
                  / greatest(extract(epoch from excluded.beat_at - last.beat_at)::numeric, 1))::bigint;
              if exists (table dr.present_shape except table dr.shape)
                or exists (table dr.shape except table dr.present_shape) then
                delete from dr.shape;
                insert into dr.shape table dr.present_shape;
              end if;
              return moment;
            end
            $beat$;

            -- Counts every subject and keeps the last ten counts of each. With row_security off a policy that would hide
            -- rows is an error instead.
            create or replace function dr.take_census() returns integer
            language plpgsql set search_path = pg_catalog, pg_temp set row_security = off as $census$
            declare
              subject record;
              moment timestamptz;
              found_rows bigint;
              found_total numeric;
              taken integer := 0;
            begin
              for subject in select * from dr.subject order by table_schema, table_name loop
                moment := clock_timestamp();
                execute format('select count(*), %s from %I.%I',
                    case when subject.sum_column is null then 'null::numeric'
                      else format('coalesce(sum(%I), 0)::numeric', subject.sum_column) end,
                    subject.table_schema, subject.table_name)
                  into found_rows, found_total;
                insert into dr.census (table_schema, table_name, taken_at, row_count, sum_column, total)
                values (subject.table_schema, subject.table_name, moment, found_rows, subject.sum_column, found_total);
                delete from dr.census c
                where c.table_schema = subject.table_schema and c.table_name = subject.table_name
                  and c.taken_at not in (
                    select k.taken_at from dr.census k
                    where k.table_schema = subject.table_schema and k.table_name = subject.table_name
                    order by k.taken_at desc limit 10);
                taken := taken + 1;
              end loop;
              return taken;
            end
            $census$;
            """;

    private HeartbeatSql() {}

    /** The installation, as one script. */
    public static String installation() {
        return INSTALLATION.replace(
                "OBJECTS", CatalogSql.OBJECTS.strip().indent(2).stripTrailing());
    }
}
