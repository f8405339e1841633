using System.Text.Json.Nodes;
using EditorAgent.Mcp.Contract;
using ModelContextProtocol.Protocol;

namespace EditorAgent.Mcp.Connections;

/// <summary>What we say we can do: never more than somebody is there to do.</summary>
internal static class Abilities
{
    private static readonly string[] Asked = ["elicitation", "sampling", "roots"];

    /// <summary>Of a whole connection.</summary>
    public static ClientCapabilities Of(ServerQuestions questions) => new()
    {
        Elicitation = questions.Elicit is null ? null : new ElicitationCapability { Form = new FormElicitationCapability(), Url = questions.ShowsAddresses ? new UrlElicitationCapability() : null },
        Sampling = questions.Sample is null ? null : new SamplingCapability(),
        Roots = questions.ListRoots is null ? null : new RootsCapability(),
    };

    /// <summary>Of one request, in the revision that tells it with each.</summary>
    public static void Write(JsonObject capabilities, ServerQuestions? questions)
    {
        foreach (var name in Asked)
        {
            capabilities.Remove(name);
        }

        if (questions?.Elicit is not null)
        {
            capabilities["elicitation"] = questions.ShowsAddresses ? new JsonObject { ["form"] = new JsonObject(), ["url"] = new JsonObject() } : new JsonObject { ["form"] = new JsonObject() };
        }

        if (questions?.Sample is not null)
        {
            capabilities["sampling"] = new JsonObject();
        }

        if (questions?.ListRoots is not null)
        {
            capabilities["roots"] = new JsonObject();
        }
    }
}
