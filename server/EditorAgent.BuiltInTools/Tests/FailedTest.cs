namespace EditorAgent.BuiltInTools.Tests;

/// <param name="Name">Class and method without the namespace, with a theory's arguments; its part before the parenthesis works as a filter.</param>
/// <param name="Message">What the test framework says; empty when it says nothing.</param>
/// <param name="StackTrace">As written.</param>
internal sealed record FailedTest(string Name, string Message, string StackTrace)
{
    /// <summary>Namespace, class and method, to run it again; null when the report does not say.</summary>
    public string? FullName { get; init; }
}
