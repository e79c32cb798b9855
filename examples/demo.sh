#!/usr/bin/env bash
# `make demo`: the main job from beginning to end, on invented sites. Everything it writes goes to demo-out/.
set -euo pipefail
cd "$(dirname "$0")/.."

out=demo-out
sites=examples/sample/sites.warc.gz
urls=examples/sample/urls.parquet

show() {
    printf '\n$ %s\n\n' "$*"
    "$@"
}

say() {
    printf '\n\n%s\n' "── $1 ──"
    printf '%s\n' "${@:2}"
}

rm -rf "$out"
mkdir "$out"

say "1 of 5 · What do sites say?" \
    "The sample is a small crawl of invented sites: robots.txt, tdmrep.json, licences, headers, pages." \
    "Everything they say about the use of their works goes into an index. No policy takes part yet."
show agister index build "$out/said.idx" "$sites"

say "2 of 5 · Screen a dataset" \
    "Ten thousand rows with a URL each, as training sets have them. A policy says who asks and for what:" \
    "here a company in the EU that trains AI models. Every row comes out with an outcome and its reason." \
    "(The first run on a machine compiles the kernel, which takes some seconds.)"
show agister screen "$urls" --index "$out/said.idx" --policy eu-commercial-training --out "$out/screened.parquet" \
    --kept "$out/kept.parquet" --excluded "$out/excluded.parquet" --report "$out/report.html"

say "3 of 5 · Why was this row left out?" \
    "From the answer back to the words, the time they were seen, and the record that holds them."
show agister trace https://riverside-museum.example/collection/red-fox.jpg --index "$out/said.idx" \
    --policy eu-commercial-training

say "4 of 5 · Somebody else asks" \
    "The same URL for scientific research: the law lets research go ahead, and the answer says by which article."
show agister trace https://riverside-museum.example/collection/red-fox.jpg --index "$out/said.idx" --policy eu-research

say "5 of 5 · The levy" \
    "The other half: a declared return is assessed under a draft act, line by line, and what it brings in is shared" \
    "out by a key, to the cent. No rate is anybody's law. A whole year of an office: examples/levy/year.sh"
show agister levy assess examples/levy/return.yaml --instrument model-act
show agister levy share 1490000000 --key examples/levy/commons.yaml

say "Done" \
    "Open the report in a browser:   $PWD/$out/report.html" \
    "What was left out, with reasons: $out/excluded.parquet" \
    "Next:                            docs/tutorials/screen-your-first-dataset.md" \
    "                                 docs/tutorials/assess-your-first-levy.md"
