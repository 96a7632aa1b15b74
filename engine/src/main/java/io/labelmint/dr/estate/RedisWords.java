package io.labelmint.dr.estate;

import io.labelmint.dr.estate.yaml.Text;

/** Names of ElastiCache and texts of Redis that only restores and their validation need. */
final class RedisWords {
    // ElastiCache CreateCacheSubnetGroup: up to 255 letters, digits or hyphens, stored lower-case.
    static final Text SUBNET_GROUP = Text.matching(
            "the name of a cache subnet group in lower case",
            "(?=.{1,255}$)[a-z0-9]+(?:-[a-z0-9]+)*",
            "labelmint-production");
    // ElastiCache CreateCacheParameterGroup; AWS's own begin with "default." and have dots.
    static final Text PARAMETER_GROUP = Text.matching(
            "the name of a cache parameter group in lower case",
            "(?=.{1,255}$)(?:default\\.)?[a-z][a-z0-9]*(?:[.-][a-z0-9]+)*",
            "labelmint-production-redis7");
    static final Text NODE_TYPE =
            Text.matching("a cache node type", "cache\\.[a-z0-9-]{1,20}\\.[a-z0-9]{1,20}", "cache.r6g.large");
    static final Text USER_GROUP = Text.matching(
            "the id of a user group in lower case",
            "(?=.{1,40}$)[a-z][a-z0-9]*(?:-[a-z0-9]+)*",
            "labelmint-production-sessions");
    // ElastiCache CreateUser, UserName; "default" is the one every server has.
    static final Text USER = Text.matching("the name of a user", "[A-Za-z0-9_.-]{1,128}", "dr_probe");
    static final Text PATTERN = Text.matching("a regular expression", "[^\\r\\n]{1,200}", "[0-9]+");
    // Text.LONGEST bounds it; Redis itself takes any bytes, which nobody can write into a YAML file.
    static final Text WORD = Text.matching("a command that reads, or an argument", "[^\\r\\n]{1,512}", "GET");

    private RedisWords() {}
}
