#!/bin/sh
# Waits until the name of the database is known, then serves the page.
until ping -c 1 -w 1 "$DATABASE_HOST" 2>/dev/null | grep PING; do sleep 1; done
exec httpd -f -v -p 8080 -h /srv
