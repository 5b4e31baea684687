module sidetrack.network/node-tools

go 1.25
