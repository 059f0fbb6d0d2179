#!/usr/bin/env bash
# Runs the microbenchmarks in bench/micro by JMH, whose arguments it takes: bench/micro.sh -f 3 write
# The first run fetches JMH by Maven.
set -euf -o pipefail

cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
unset JAVA_TOOL_OPTIONS
./rollcall --version
java_home=$(JAVA_OPTS=-XshowSettings:properties ./rollcall --version 2>&1 | sed -n 's/^ *java\.home = //p')

out=$PWD/target/micro
mkdir -p "$out"
mvn -q -B -f bench/micro/pom.xml dependency:build-classpath -Dmdep.outputFile="$out/classpath"
class_path=$out:target/rollcall.jar:$(<"$out/classpath")
"$java_home/bin/javac" -d "$out" -cp "$class_path" -processorpath "$(<"$out/classpath")" bench/micro/ReadBenchmarks.java
exec "$java_home/bin/java" -cp "$class_path" org.openjdk.jmh.Main "$@"
