package io.labelmint.dr.validation;

import io.labelmint.dr.estate.CacheValidation;
import io.labelmint.dr.estate.RedisGroup;
import java.util.function.Supplier;

/**
 * A copy of a Redis group that is looked at, and everything it is held against.
 *
 * @param redis what it is a copy of
 * @param validation what is declared of it
 * @param source the keys of the source at the moment of the snapshot; throws if nobody can say
 * @param probe asks it
 */
record CacheCopy(RedisGroup redis, CacheValidation validation, Supplier<CountedKeys> source, CacheProbe probe) {}
