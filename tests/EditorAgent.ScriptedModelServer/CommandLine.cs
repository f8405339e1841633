using EditorAgent.ScriptedModelServer.Faults;
using EditorAgent.ScriptedModelServer.Wire;

namespace EditorAgent.ScriptedModelServer;

/// <summary>The executable's options, read.</summary>
internal sealed record CommandLine(string Conversation, ScriptedModelOptions Options, IReadOnlyList<ModelFault> Faults)
{
    public const string Usage =
        "usage: EditorAgent.ScriptedModelServer --conversation FILE [--port N] [--quirk NAME]... [--fault JSON]... [--require-reasoning] [--no-requests]";

    /// <exception cref="FormatException">What is wrong, for the person who typed it.</exception>
    public static CommandLine Parse(IReadOnlyList<string> arguments)
    {
        string? conversation = null;
        var options = new ScriptedModelOptions();
        var faults = new List<ModelFault>();
        for (var i = 0; i < arguments.Count; i++)
        {
            switch (arguments[i])
            {
                case "--conversation":
                    conversation = Value(ref i);
                    break;
                case "--port":
                    options = options with { Port = int.TryParse(Value(ref i), out var port) ? port : throw new FormatException("--port needs a number") };
                    break;
                case "--quirk":
                    options = options with { Quirks = options.Quirks | Quirk(Value(ref i)) };
                    break;
                case "--fault":
                    faults.Add(ModelFault.Parse(Value(ref i)));
                    break;
                case "--require-reasoning":
                    options = options with { RequiresReasoning = true };
                    break;
                case "--no-requests":
                    options = options with { KeepsRequests = false };
                    break;
                case var other:
                    throw new FormatException($"unknown option '{other}'");
            }
        }

        if (options.Quirks.HasFlag(VendorQuirks.MissingIndex | VendorQuirks.InterleavedArguments))
        {
            throw new FormatException("--quirk missing-index and interleaved-arguments exclude each other");
        }

        return new CommandLine(conversation ?? throw new FormatException("--conversation is missing"), options, faults);

        string Value(ref int i) => ++i < arguments.Count ? arguments[i] : throw new FormatException($"{arguments[i - 1]} needs a value");
    }

    private static VendorQuirks Quirk(string name)
    {
        var member = name.Replace("-", "", StringComparison.Ordinal);
        return Enum.TryParse<VendorQuirks>(member, ignoreCase: true, out var quirk) && Enum.IsDefined(quirk)
            ? quirk
            : throw new FormatException($"unknown quirk '{name}'");
    }
}
