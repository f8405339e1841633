namespace EditorAgent.Core.Agent.CodeActions;

/// <summary>The last words of the prompt: what is wanted, and when it is done.</summary>
internal static class CodeActionTask
{
    private const string Cause = "Fix the cause, not the symptom, with the smallest change that does it; do not silence the problem.";

    private const string Conventions =
        "Write tests as this repository writes them: project, framework, naming and layout are those of the nearest tests. If one of your tools "
        + "reads the company's guidelines, read those for tests first.";

    private const string Proof = "Run the tests that cover the change; you are done when they pass.";

    public static string For(CodeActionKind kind) => kind switch
    {
        CodeActionKind.Fix => $"{Cause} Then build or run what covers it, and say in one or two sentences what was wrong.",
        CodeActionKind.FixAndAddTests => $"{Cause} Then add tests that fail without the fix (for an error that stops the build: tests of what the code promises) and pass with it. {Conventions} {Proof}",
        CodeActionKind.AddTests => $"Add tests for the code at this place: what it promises, its edges and its failures. {Conventions} Leave the code itself as it is. A test that shows a bug: leave it out, and report the bug with input, expected and actual. Run the others; you are done when they pass.",
        CodeActionKind.Explain => "Explain the code at this place: what it does, why it is so, and what one could trip over. Look up what it calls where that matters. Change nothing.",
        CodeActionKind.Document => "Document the code at this place in the form and language of the comments around it: what is promised, units, limits, failures. Do not repeat what the code says; change nothing but comments.",
        _ => $"Find out why this test fails. {Cause} If the test itself is wrong, change nothing: say why, and end. Never weaken a test to make it pass. {Proof}",
    };
}
