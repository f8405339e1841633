rootProject.name = "editoragent-rider"
