# enable-template
# The Temporal server's configuration, rendered by the server itself from its environment. The
# database's password is read from a file each time a connection is opened, so that it stands in no
# environment and can be changed without another image.
log:
  stdout: true
  level: {{ default "warn" (env "LOG_LEVEL") }}

persistence:
  # Fixed for the life of the store: another number needs an empty one (and `homat engine rebuild`).
  numHistoryShards: {{ default "512" (env "NUM_HISTORY_SHARDS") }}
  defaultStore: default
  visibilityStore: visibility
  datastores:
    default:
      sql:
        pluginName: postgres12
        databaseName: temporal
        connectAddr: {{ env "POSTGRES_SEEDS" | quote }}
        connectProtocol: tcp
        user: {{ default "temporal" (env "POSTGRES_USER") }}
        passwordCommand:
          command: cat
          args: [{{ env "POSTGRES_PASSWORD_FILE" | quote }}]
        maxConns: {{ default "20" (env "SQL_MAX_CONNS") }}
        maxIdleConns: {{ default "20" (env "SQL_MAX_CONNS") }}
        maxConnLifetime: 1h
    visibility:
      sql:
        pluginName: postgres12
        databaseName: temporal_visibility
        connectAddr: {{ env "POSTGRES_SEEDS" | quote }}
        connectProtocol: tcp
        user: {{ default "temporal" (env "POSTGRES_USER") }}
        passwordCommand:
          command: cat
          args: [{{ env "POSTGRES_PASSWORD_FILE" | quote }}]
        maxConns: {{ default "5" (env "SQL_VIS_MAX_CONNS") }}
        maxIdleConns: {{ default "5" (env "SQL_VIS_MAX_CONNS") }}
        maxConnLifetime: 1h

global:
  membership:
    maxJoinDuration: 30s
    broadcastAddress: {{ default "" (env "TEMPORAL_BROADCAST_ADDRESS") | quote }}
  {{- if env "PROMETHEUS_ENDPOINT" }}
  metrics:
    prometheus:
      timerType: histogram
      listenAddress: {{ env "PROMETHEUS_ENDPOINT" | quote }}
  {{- end }}

{{- $bind := default "127.0.0.1" (env "BIND_ON_IP") }}
{{- $grpc := default "7233" (env "FRONTEND_GRPC_PORT") }}
services:
  frontend:
    rpc:
      grpcPort: {{ $grpc }}
      membershipPort: {{ default "6933" (env "FRONTEND_MEMBERSHIP_PORT") }}
      bindOnIP: {{ $bind | quote }}
  history:
    rpc:
      grpcPort: {{ default "7234" (env "HISTORY_GRPC_PORT") }}
      membershipPort: {{ default "6934" (env "HISTORY_MEMBERSHIP_PORT") }}
      bindOnIP: {{ $bind | quote }}
  matching:
    rpc:
      grpcPort: {{ default "7235" (env "MATCHING_GRPC_PORT") }}
      membershipPort: {{ default "6935" (env "MATCHING_MEMBERSHIP_PORT") }}
      bindOnIP: {{ $bind | quote }}
  worker:
    rpc:
      grpcPort: {{ default "7239" (env "WORKER_GRPC_PORT") }}
      membershipPort: {{ default "6939" (env "WORKER_MEMBERSHIP_PORT") }}
      bindOnIP: {{ $bind | quote }}

clusterMetadata:
  enableGlobalNamespace: false
  failoverVersionIncrement: 10
  masterClusterName: active
  currentClusterName: active
  clusterInformation:
    active:
      enabled: true
      initialFailoverVersion: 1
      rpcName: frontend
      rpcAddress: {{ print "127.0.0.1:" $grpc | quote }}

dcRedirectionPolicy:
  policy: noop

# The record is in the product's own database; histories are thrown away after their retention.
archival:
  history:
    state: disabled
  visibility:
    state: disabled

namespaceDefaults:
  archival:
    history:
      state: disabled
    visibility:
      state: disabled

publicClient:
  hostPort: {{ print (default "127.0.0.1" (env "BIND_ON_IP")) ":" $grpc | quote }}

dynamicConfigClient:
  filepath: {{ env "DYNAMIC_CONFIG_FILE_PATH" | quote }}
  pollInterval: 60s
