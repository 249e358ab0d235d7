#!/usr/bin/env bash
# `make dev`: the product from freshly compiled classes, restarted when Java changes; the web app from Vite.
# Vite passes API calls on to the product, so open http://127.0.0.1:5173.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

port=${1:-8080}
JAVA_HOME=$(./foundry java-home)
export JAVA_HOME
target=local/target
mkdir -p "$target"

classes() {
  mvn -q --batch-mode -pl libs,ai,api,local compile
}

changed() {
  [ -n "$(find pom.xml libs/src/main ai/src/main api/src/main local/src/main docs/api -newer "$target/dev.compiled" -print -quit)" ]
}

class_path() {
  mvn -q --batch-mode -pl libs,ai,api,local compile dependency:build-classpath -Dmdep.outputFile="$PWD/$target/dev.classpath" -Dmdep.includeScope=runtime
}

start() {
  local flags=() flag
  while IFS= read -r flag; do flags+=("$flag"); done < <(./foundry java-flags)
  "$JAVA_HOME/bin/java" "${flags[@]}" -cp "local/target/classes:$(<"$target/dev.classpath")" \
    foundry.local.Foundry up --port "$port" &
  product=$!
}

stop() {
  kill "$product" 2>/dev/null || true
  wait "$product" 2>/dev/null || true
}

echo "Compiling ..."
touch "$target/dev.compiled"
class_path
start
npm run relay
# Not through npm, which would not pass on the signal to stop.
(cd web && FOUNDRY_URL=http://127.0.0.1:$port exec ../node_modules/.bin/vite --host 127.0.0.1 --port 5173 --strictPort) &
web=$!
trap 'kill "$web" 2>/dev/null || true; stop; exit 0' INT TERM EXIT

while kill -0 "$web" 2>/dev/null; do
  if changed; then
    touch "$target/dev.compiled"
    echo "Java changed: compiling ..."
    if classes; then
      stop
      start
    else
      echo "It does not compile; what ran before goes on running."
    fi
  fi
  sleep 0.5
done
