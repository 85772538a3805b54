/** Stands for the native module that reads the machine's telemetry id. The workbench sends no telemetry, so the id says nothing. */
'use strict';

exports.getDeviceId = async () => '00000000-0000-4000-8000-000000000000';
