namespace EditorAgent.Core.Processes.Confining;

/// <summary>By whom a program is kept in, how, and where what it must not make is put.</summary>
internal sealed record ConfinedProgram(IConfiner Confiner, Confinement Confinement, Quarantine Quarantine);
