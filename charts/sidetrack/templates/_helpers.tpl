{{- define "sidetrack.name" -}}
{{- if contains "sidetrack" .Release.Name -}}
{{- .Release.Name | trunc 54 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-sidetrack" .Release.Name | trunc 54 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "sidetrack.operator" -}}
{{ include "sidetrack.name" . }}-operator
{{- end -}}

{{- define "sidetrack.selector" -}}
app.kubernetes.io/name: sidetrack-operator
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "sidetrack.labels" -}}
{{ include "sidetrack.selector" . }}
app.kubernetes.io/component: operator
app.kubernetes.io/part-of: sidetrack
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{- define "sidetrack.serviceAccount" -}}
{{- if .Values.serviceAccount.name -}}
{{- .Values.serviceAccount.name -}}
{{- else if .Values.serviceAccount.create -}}
{{- include "sidetrack.operator" . -}}
{{- else -}}
default
{{- end -}}
{{- end -}}

{{- define "sidetrack.tag" -}}
{{- .Values.image.tag | default .Chart.AppVersion -}}
{{- end -}}

{{- define "sidetrack.image" -}}
{{- $image := printf "%s/%s:%s" .Values.image.registry .Values.image.name (include "sidetrack.tag" .) -}}
{{- if .Values.image.digest -}}{{ printf "%s@%s" $image .Values.image.digest }}{{- else -}}{{ $image }}{{- end -}}
{{- end -}}

{{/* The watched namespaces as a JSON list; empty means all of the cluster. */}}
{{- define "sidetrack.namespaces" -}}
{{- if eq .Values.watch.scope "cluster" -}}
[]
{{- else -}}
{{- .Values.watch.namespaces | default (list .Release.Namespace) | uniq | toJson -}}
{{- end -}}
{{- end -}}

{{- define "sidetrack.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- define "sidetrack.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end -}}
