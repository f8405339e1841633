namespace EditorAgent.BuiltInTools.Tests;

/// <summary>Which of its two languages <c>dotnet test</c> speaks in a place; <c>global.json</c> decides.</summary>
internal enum TestPlatform
{
    VsTest,

    /// <summary>Microsoft.Testing.Platform: other options, other exit codes.</summary>
    TestingPlatform,
}
