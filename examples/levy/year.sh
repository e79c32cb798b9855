#!/usr/bin/env bash
# A year of a levy office, invented from end to end: a charter and its key, four payers in three currencies, one of them late, a dispute,
# receipts with errors, a run, payouts of which one comes back, the report, and its computation from outside.
#
#   examples/levy/year.sh [FOLDER]      # a new folder for the office, the letters, the bank files and the report
#
# ana books, bo releases and approves, cy reviews and approves. Nothing here is law, and no rate is anybody's proposal.
set -euo pipefail
out=$(realpath -m "${1:-levy-year}")
cd "$(dirname "$0")/year"
[ ! -e "$out" ] || { echo "$out exists: name a new folder" >&2; exit 2; }
mkdir -p "$out"
office=$out/office

story() { printf '\n\n## %s\n' "$*"; }
book() { local on=$1; shift; agister levy book "$@" --office "$office" --by ana --on "$on"; }
distribute() { local by=$1 on=$2; shift 2; agister levy distribute "$@" --office "$office" --by "$by" --on "$on"; }
receive() { local on=$1; shift; agister levy receive "$@" --office "$office" --by ana --on "$on"; }
due() { local on=$1; shift; agister levy due "$@" --office "$office" --by ana --on "$on"; }
refused() { if "$@"; then echo "this was to be refused: $*" >&2; exit 1; fi; }

story "2027: an office opens, three states join its charter, payees apply and are checked"
agister levy office init "$office" --instrument act.yaml --charter charter.yaml --name "Levy office of the story" \
  --iban DE97500105170000000001 --by ana --on 2027-01-02
book 2027-01-05 accession-riverland.yaml accession-hillmark.yaml accession-lakeside.yaml
book 2027-01-10 payee-*.yaml
book 2027-01-12 check-2027-*.yaml account-adaptation-fund.yaml account-archive.yaml account-open-encyclopedia.yaml account-sound-library.yaml

story "The key is proposed, consulted on, voted on and counted; without that nobody shares out by it"
book 2027-02-01 decision.yaml --attach key.yaml
book 2027-03-06 consultation.yaml
book 2027-03-10 vote-*.yaml
book 2027-03-21 count.yaml

story "Four payers register. A hobby is told that it is not in scope before anything else is asked"
refused book 2027-02-10 registration-sparrow.yaml
for party in northwind skylark heron magpie; do
  book 2027-02-10 "registration-$party.yaml"
  book 2027-02-20 "verify-$party.yaml" "activate-$party.yaml"
  book 2027-02-25 "deployment-$party.yaml"
  book 2028-01-05 "obligation-$party.yaml"
done

story "2028: returns in euro, dollars and pounds; one is disputed in part; magpie says nothing yet"
book 2028-08-20 return-northwind.yaml
book 2028-08-25 return-skylark.yaml --rates rates.csv
book 2028-08-28 return-heron.yaml --rates rates.csv
book 2028-09-10 dispute.yaml
for party in northwind skylark heron; do
  due 2028-09-15 --notice "$party" --out "$out/notice-$party.pdf"
done

story "Money comes in: right, a cent short, twice, from a stranger, and a fee that nobody ordered"
receive 2028-10-03 statement-1.xml
book 2028-10-10 refund-heron.yaml refund-stranger.yaml
receive 2028-10-11 statement-1.xml

story "The review varies the dispute, and not by who assessed; magpie files late"
refused book 2028-11-20 dispute-decision.yaml
agister levy book dispute-decision.yaml --office "$office" --by cy --on 2028-11-20
book 2028-12-15 return-magpie.yaml
due 2028-12-31
receive 2029-01-22 statement-2.xml
due 2029-01-22
agister levy office show --office "$office" --on 2029-01-23

story "2029: what was received is shared out, by four eyes and more"
book 2029-01-20 progress-*.yaml
book 2029-01-26 check-2029-*.yaml
distribute ana 2029-02-01 propose 2027 --period 2027
distribute ana 2029-02-01 freeze 2027
refused distribute ana 2029-02-02 approve 2027
distribute bo 2029-02-02 approve 2027
distribute cy 2029-02-03 approve 2027
distribute ana 2029-02-04 publish 2027
book 2029-02-05 cost-bank.yaml

story "Payouts: one comes back, since its account was closed, and goes out again to the new one"
agister levy pay ORDER-1 --prepare --office "$office" --by ana --on 2029-02-05
refused agister levy pay ORDER-1 --out "$out/ORDER-1.xml" --office "$office" --by ana --on 2029-02-05
agister levy pay ORDER-1 --out "$out/ORDER-1.xml" --office "$office" --by bo --on 2029-02-05
receive 2029-02-10 statement-3.xml
book 2029-02-12 account-sound-library-new.yaml
agister levy pay ORDER-2 --prepare --office "$office" --by ana --on 2029-02-20
agister levy pay ORDER-2 --out "$out/ORDER-2.xml" --office "$office" --by bo --on 2029-02-20
receive 2029-02-28 statement-4.xml
distribute ana 2029-03-01 reconcile 2027

story "Late money makes a run of its own; this one is taken back, and stays on record"
distribute ana 2029-03-02 propose 2027-late --period 2027
agister levy reverse run:2027-late --reason "wait for the next year's money" --office "$office" --by ana --on 2029-03-03
agister levy office close --until 2029-03-31 --office "$office" --by ana --on 2029-04-01
agister levy office show --office "$office" --on 2029-04-01
agister levy distribute list --office "$office"

story "Why does the archive get this? Why is this due from skylark?"
agister trace payout:2027/archive --office "$office"
agister trace assessment:skylark/2027/1 --office "$office"

story "The report, and its computation from outside"
agister levy report --office "$office" --out "$out/report"
agister levy recompute "$out/report"

story "For an auditor with all returns: every assessment is computed again, too"
agister levy report --office "$office" --out "$out/report-for-the-auditor" --returns all
agister levy recompute "$out/report-for-the-auditor"
