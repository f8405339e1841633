using System.Reflection;

namespace EditorAgent.CodeIntelligence.Fixing;

/// <summary>The worker that offers and works out code actions, from its first message to the end of its input.</summary>
public static class FixHostProgram
{
    /// <param name="input">What the sidecar sends.</param>
    /// <param name="output">What the sidecar reads.</param>
    /// <param name="sdkDirectory">As <see cref="FixHostAvailability"/> found it.</param>
    /// <param name="cancellationToken">Ends the worker.</param>
    public static Task RunAsync(Stream input, Stream output, string sdkDirectory, CancellationToken cancellationToken)
    {
        var entry = new FixHostLoadContext(sdkDirectory).LoadSelf().GetType(typeof(Inside.FixHostEntry).FullName!, throwOnError: true)!;
        var run = entry.GetMethod(nameof(Inside.FixHostEntry.RunAsync), BindingFlags.Public | BindingFlags.Static)!;
        return run.CreateDelegate<Func<Stream, Stream, string, CancellationToken, Task>>()(input, output, sdkDirectory, cancellationToken);
    }
}
