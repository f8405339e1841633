using System.Text;

namespace EditorAgent.Host.CommandLine;

/// <summary>Where <see cref="Console.Out"/> leads in this process: to stderr, which is opened only if somebody really writes.</summary>
internal sealed class StderrOnDemand : TextWriter
{
    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => Console.Error.Write(value);

    public override void Write(string? value) => Console.Error.Write(value);

    public override void Write(char[] buffer, int index, int count) => Console.Error.Write(buffer, index, count);
}
