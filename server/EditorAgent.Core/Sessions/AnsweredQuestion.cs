namespace EditorAgent.Core.Sessions;

/// <summary>What the user said when a call asked them: a choice, words, or what became of a plan.</summary>
/// <param name="Asked">The question or the plan, as the model put it.</param>
/// <param name="IsPlan">Whether a plan was proposed.</param>
/// <param name="Answer">What the model was told.</param>
public sealed record AnsweredQuestion(string Asked, bool IsPlan, string Answer);
