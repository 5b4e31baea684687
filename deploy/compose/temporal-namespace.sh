#!/bin/sh
# Makes the namespace that SideTrack's workflows run in. Finished runs can be looked at for 30 days.
set -eu
export TEMPORAL_ADDRESS=temporal:7233
until temporal operator namespace describe --namespace sidetrack > /dev/null 2>&1; do
  temporal operator namespace create --namespace sidetrack --retention 30d || sleep 2
done
echo 'The namespace is there.'
