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

{{- /* Everything the operator may do in a namespace that it serves. */ -}}
{{- define "swarm-operator.rules" -}}
- apiGroups: [swarm.claudeflow.io]
  resources: [swarmclusters]
  verbs: [get, list, watch, patch]
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
  resources:
    - swarmclusters/status
    - swarmmemorystores/status
    - swarmmemorybackups/status
    - swarmmemoryrestores/status
  verbs: [get, patch]
- apiGroups: [swarm.claudeflow.io]
  resources:
    - swarmclusters/finalizers
    - swarmmemorystores/finalizers
    - swarmmemorybackups/finalizers
    - swarmmemoryrestores/finalizers
  verbs: [update]
- apiGroups: [apps]
  resources: [statefulsets]
  verbs: [get, list, watch, create, patch, delete]
- apiGroups: [batch]
  resources: [jobs]
  verbs: [get, list, watch, create, delete]
- apiGroups: [""]
  resources: [services, persistentvolumeclaims]
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
  verbs: [get]
# Whether the Secret a backup destination names is there, and has the keys; its values are not looked at.
- apiGroups: [""]
  resources: [secrets]
  verbs: [get]
- apiGroups: ["", events.k8s.io]
  resources: [events]
  verbs: [create, patch]
{{- end }}
