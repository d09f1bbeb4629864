#!/bin/sh
# Brings in what came since yesterday, every morning. In a crontab:
#
#   30 6 * * *  STANCE_STORE=$HOME/tracker/stance.json $HOME/tracker/import-daily.sh $HOME/tracker/inbox https://news.example/feed.xml
#
# Its arguments are places: folders, files, feeds. What is known already changes nothing, so it may run as often as one
# likes; what is sure is accepted, the rest waits for `stance review`. The log gets a line of JSON a run.
set -eu

: "${STANCE_STORE:?says which store}"
log=${STANCE_LOG:-$(dirname "$STANCE_STORE")/import.log}
since=${STANCE_SINCE:-3 days ago}

stance import "$@" --since "$since" --follow --accept high --no-input --format json ${STANCE_IMPORT_OPTIONS:-} >>"$log"
