using System.Text;
using EditorAgent.Core.Configuration.Mcp;
using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Hub.Starting;

/// <summary>Fills in what stands for something else: variables of our environment, in the user's own file only, and values that the user was asked for.</summary>
internal sealed class Placeholders(
    McpServerDeclaration server, IReadOnlyDictionary<string, string> environment, Func<McpServerDeclaration, string, CancellationToken, Task<string?>> readInput)
{
    private const string Variable = "env:";
    private const string Input = "input:";

    private readonly Dictionary<string, string> inputs = new(StringComparer.Ordinal);

    /// <summary>Values that were filled in from inputs: secrets.</summary>
    public IEnumerable<string> Inputs => this.inputs.Values;

    /// <exception cref="NotReadyException">There is no value.</exception>
    public async ValueTask<string> FillAsync(string text, CancellationToken cancellationToken)
    {
        if (!text.Contains("${", StringComparison.Ordinal))
        {
            return text;
        }

        var filled = new StringBuilder();
        var at = 0;
        for (var open = text.IndexOf("${", StringComparison.Ordinal); open >= 0; open = text.IndexOf("${", at, StringComparison.Ordinal))
        {
            var close = text.IndexOf('}', open);
            var name = close < 0 ? "" : text[(open + 2)..close];
            filled.Append(text, at, open - at);
            filled.Append(await this.ValueAsync(name, cancellationToken));
            at = close + 1;
        }

        return filled.Append(text, at, text.Length - at).ToString();
    }

    private async ValueTask<string> ValueAsync(string name, CancellationToken cancellationToken)
    {
        if (name.StartsWith(Variable, StringComparison.Ordinal) && server.Scope == McpServerScope.User)
        {
            return this.Environment(name[Variable.Length..]);
        }

        return name.StartsWith(Input, StringComparison.Ordinal)
            ? await this.InputAsync(name[Input.Length..], cancellationToken)
            : throw new NotReadyException(ServerState.Failed, "Its configuration has a placeholder that stands for nothing here.");
    }

    /// <summary>The value of a variable.</summary>
    /// <exception cref="NotReadyException">It is not set.</exception>
    public string Environment(string name) => environment.TryGetValue(name, out var value) && value.Length > 0
        ? value
        : throw new NotReadyException(ServerState.NeedsInput, $"The environment variable {name} is not set. Set it before the editor starts.");

    private async ValueTask<string> InputAsync(string id, CancellationToken cancellationToken)
    {
        if (!this.inputs.TryGetValue(id, out var value))
        {
            value = await readInput(server, id, cancellationToken)
                ?? throw new NotReadyException(ServerState.NeedsInput, $"The value \"{id}\" of its configuration was never given.");
            this.inputs.Add(id, value);
        }

        return value;
    }
}
