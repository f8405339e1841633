namespace EditorAgent.ModelProviders.Scripted;

internal sealed record ScriptedCallTemplate(ScriptedTemplate Tool, ScriptedArguments Arguments);
