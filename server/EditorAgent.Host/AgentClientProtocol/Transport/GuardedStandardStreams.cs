namespace EditorAgent.Host.AgentClientProtocol.Transport;

/// <summary>
/// The process's stdin and stdout, taken away from everybody else: from then on <see cref="Console"/> writes to stderr and reads
/// nothing, so no stray line can break the protocol. Take them before any other code runs.
/// </summary>
internal sealed record GuardedStandardStreams(Stream Input, Stream Output)
{
    public static GuardedStandardStreams Take()
    {
        var taken = new GuardedStandardStreams(Console.OpenStandardInput(), Console.OpenStandardOutput());
        Console.SetOut(Console.Error);
        Console.SetIn(TextReader.Null);
        return taken;
    }
}
