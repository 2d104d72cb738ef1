{{- define "swarm-operator.fullname" -}}
{{- if contains .Chart.Name .Release.Name -}}
{{- .Release.Name | trunc 52 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 52 | trimSuffix "-" -}}
{{- end -}}
{{- end }}

{{- define "swarm-operator.selectorLabels" -}}
app.kubernetes.io/name: swarm-operator
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "swarm-operator.labels" -}}
{{ include "swarm-operator.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version | replace "+" "_" }}
{{- end }}

{{- define "swarm-operator.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- .Values.serviceAccount.name | default (include "swarm-operator.fullname" .) -}}
{{- else -}}
{{- .Values.serviceAccount.name | default "default" -}}
{{- end -}}
{{- end }}

{{- /* Every kind of this chart, and with their statuses, as lists in one line. */ -}}
{{- define "swarm-operator.kinds" -}}
{{- $kinds := list -}}
{{- range $path, $_ := .Files.Glob "files/*.yaml" -}}
{{- $kinds = append $kinds (first (splitList "." (base $path))) -}}
{{- end -}}
[{{ join ", " $kinds }}]
{{- end }}

{{- define "swarm-operator.statuses" -}}
{{- $kinds := list -}}
{{- range $path, $_ := .Files.Glob "files/*.yaml" -}}
{{- $kind := first (splitList "." (base $path)) -}}
{{- $kinds = append $kinds $kind -}}
{{- $kinds = append $kinds (printf "%s/status" $kind) -}}
{{- end -}}
[{{ join ", " $kinds }}]
{{- end }}

{{- /* Everything the operator may do in a namespace that it serves. */ -}}
{{- define "swarm-operator.rules" -}}
- apiGroups: [swarm.claudeflow.io]
  resources: [swarmclusters]
  verbs: [list, watch, patch]
- apiGroups: [swarm.claudeflow.io]
  resources: [swarmmemorystores]
  verbs: [get, list, watch, create, patch, delete]
- apiGroups: [swarm.claudeflow.io]
  resources: [swarmmemorybackups]
  verbs: [get, list, watch, create, patch, delete]
- apiGroups: [swarm.claudeflow.io]
  resources: [swarmmemoryrestores]
  verbs: [get, list, watch, create, patch]
- apiGroups: [swarm.claudeflow.io]
  resources: [swarmmemories, swarmtasks]
  verbs: [get, list, watch, patch]
- apiGroups: [swarm.claudeflow.io]
  resources:
    - swarmclusters/status
    - swarmmemorystores/status
    - swarmmemorybackups/status
    - swarmmemoryrestores/status
    - swarmmemories/status
    - swarmtasks/status
  verbs: [patch]
- apiGroups: [swarm.claudeflow.io]
  resources:
    - swarmclusters/finalizers
    - swarmmemorystores/finalizers
    - swarmmemorybackups/finalizers
    - swarmmemoryrestores/finalizers
    - swarmmemories/finalizers
    - swarmtasks/finalizers
  verbs: [update]
- apiGroups: [apps]
  resources: [statefulsets]
  verbs: [get, list, watch, create, patch, delete]
- apiGroups: [batch]
  resources: [jobs]
  verbs: [get, list, watch, create, delete]
- apiGroups: [""]
  resources: [services]
  verbs: [get, list, watch, create, patch, delete]
- apiGroups: [""]
  resources: [persistentvolumeclaims]
  verbs: [get, list, watch, create, patch, delete]
- apiGroups: [""]
  resources: [pods]
  verbs: [get, list, watch, patch, delete]
- apiGroups: [""]
  resources: [pods/status]
  verbs: [patch]
- apiGroups: [""]
  resources: [configmaps]
  verbs: [get]
- apiGroups: [networking.k8s.io]
  resources: [networkpolicies]
  verbs: [get, list, watch, create, patch, delete]
- apiGroups: [policy]
  resources: [poddisruptionbudgets]
  verbs: [get, list, watch, create, patch, delete]
- apiGroups: [""]
  resources: [namespaces]
  verbs: [get{{ if and .Values.rbac.createNamespaces (not .Values.watchNamespaces) }}, create{{ end }}]
# Whether the Secret a backup destination names is there, and has the keys; its values are not looked at.
- apiGroups: [""]
  resources: [secrets]
  verbs: [get]
- apiGroups: [""]
  resources: [events]
  verbs: [list, create]
{{- end }}


{{- /* "true" when an object of a kind of the Prometheus operator is to be made: (list context kind). */ -}}
{{- define "swarm-operator.monitored" -}}
{{- $context := index . 0 -}}
{{- $kind := printf "monitoring.coreos.com/v1/%s" (index . 1) -}}
{{- $enabled := $context.Values.monitoring.enabled -}}
{{- if or (eq $enabled "always") (and (eq $enabled "auto") ($context.Capabilities.APIVersions.Has $kind)) -}}
true
{{- end -}}
{{- end }}

{{- define "swarm-operator.monitoringLabels" -}}
{{ include "swarm-operator.labels" . }}
{{- with .Values.monitoring.labels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- /* The groups of alerting rules, with the values in them. */ -}}
{{- define "swarm-operator.alerts" -}}
{{- $alerts := .Values.monitoring.alerts -}}
{{- $docs := .Values.runbookBaseUrl | default "docs/runbooks/" | trimSuffix "/" | printf "%s/../" -}}
{{- .Files.Get "rules/swarm-memory.yaml"
  | replace "@backupAgeHours@" (toString $alerts.backupAgeHours)
  | replace "@diskFreePercent@" (toString $alerts.diskFreePercent)
  | replace "@notReadyFor@" $alerts.notReadyFor
  | replace "@docs@" $docs
  | fromYaml | toYaml -}}
{{- end }}

{{- /* A duration within the bounds of the operator: (list name value leastSeconds); empty is its default. */ -}}
{{- define "swarm-operator.interval" -}}
{{- $text := index . 1 | default "" -}}
{{- $seconds := 0 -}}
{{- range $part := regexFindAll "[0-9]+[dhms]" $text -1 -}}
{{- $unit := index (dict "d" 86400 "h" 3600 "m" 60 "s" 1) (trimAll "0123456789" $part) -}}
{{- $seconds = add $seconds (mul $unit (int64 (regexFind "[0-9]+" $part))) -}}
{{- end -}}
{{- if and $text (or (lt $seconds (int64 (index . 2))) (gt $seconds 86400)) -}}
{{- printf "%s: '%s' (expected: a duration from %ds to 24h, such as 5m)" (index . 0) $text (int64 (index . 2)) | fail -}}
{{- end -}}
{{- $text -}}
{{- end }}

{{/*
Kubernetes 1.29 or newer. Not kubeVersion in Chart.yaml: a Helm that was built without the flags of its releases takes the
cluster it does not ask, in helm template, for v1.20.0, and would render nothing.
*/}}
{{- define "swarm-operator.requireKubernetes" -}}
{{- $version := .Capabilities.KubeVersion.Version }}
{{- if and (semverCompare "<1.29.0-0" $version) (ne $version "v1.20.0") }}
{{- printf "Kubernetes %s is too old (expected: 1.29 or newer)" $version | fail }}
{{- end }}
{{- end }}
