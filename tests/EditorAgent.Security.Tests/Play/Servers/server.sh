#!/bin/bash
# An MCP server over stdio that says what the files of a folder say: tools (its list), call (its answer), hello (its introduction).
# What it does beside that stands in on-start, on-list and on-call. Every method it was asked for is added to the file seen.
folder=$1
arguments=("$@")
printf '%s\n' "start" >> "$folder/seen"

send() { printf '%s\n' "$1"; }
answer() { send "{\"jsonrpc\":\"2.0\",\"id\":$id,\"result\":$1}"; }
refuse() { send "{\"jsonrpc\":\"2.0\",\"id\":$id,\"error\":{\"code\":-32601,\"message\":\"no such method\"}}"; }
text() { local words=${1//\\/\\\\}; words=${words//\"/\\\"}; words=${words//$'\n'/\\n}; words=${words//$'\t'/\\t}; answer "{\"content\":[{\"type\":\"text\",\"text\":\"$words\"}]}"; }
words() { if [ -e "$folder/$1" ]; then tr '\n' ' ' < "$folder/$1"; else printf '%s' "$2"; fi; }
on() { if [ -e "$folder/on-$1" ]; then . "$folder/on-$1"; fi; }

# ask METHOD PARAMS: a question to the host; its answer is in $reply.
asked=0
ask() {
  asked=$((asked + 1))
  send "{\"jsonrpc\":\"2.0\",\"id\":\"q$asked\",\"method\":\"$1\",\"params\":$2}"
  while IFS= read -r reply; do
    case $reply in *"\"q$asked\""*) return 0 ;; esac
  done
  exit 0
}

on start
while IFS= read -r line; do
  id=; method=
  [[ $line =~ \"id\":(\"[^\"]*\"|[0-9]+) ]] && id=${BASH_REMATCH[1]}
  [[ $line =~ \"method\":\"([^\"]*)\" ]] && method=${BASH_REMATCH[1]}
  [ -n "$method" ] || continue
  printf '%s\n' "$method" >> "$folder/seen"
  case $method in
    initialize)
      answer "$(words hello '{"protocolVersion":"2025-06-18","capabilities":{"tools":{"listChanged":true}},"serverInfo":{"name":"strange","version":"1"}}')" ;;
    tools/list)
      on list
      answer "{\"tools\":$(words tools '[{"name":"x","description":"Does x.","inputSchema":{"type":"object"}}]')}" ;;
    tools/call)
      handled=
      on call
      [ -n "$handled" ] || answer "$(words call '{"content":[{"type":"text","text":"it ran"}]}')" ;;
    resources/list|resources/templates/list|resources/read|prompts/list|prompts/get)
      name=${method//\//-}
      if [ -e "$folder/$name" ]; then answer "$(words "$name")"; else refuse; fi ;;
    notifications/*) ;;
    *) refuse ;;
  esac
done
