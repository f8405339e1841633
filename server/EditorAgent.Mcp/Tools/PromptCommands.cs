using System.Collections.Immutable;
using System.Text;
using EditorAgent.Core.Models;
using EditorAgent.Core.Workspaces;
using EditorAgent.Mcp.Contract;

namespace EditorAgent.Mcp.Tools;

/// <summary>Servers' prompts as slash commands. What a prompt says becomes the user's own message, because the user has called for it by name.</summary>
internal sealed class PromptCommands(IServers servers)
{
    private const int MostCommands = 200;
    private const int LongestDescription = 200;

    public async Task<ImmutableArray<SlashCommand>> ListAsync(CancellationToken cancellationToken)
    {
        var prompts = await servers.ListPromptsAsync(cancellationToken);
        return [.. prompts.Where(entry => IsTypable(entry.Prompt.Name)).Take(MostCommands).Select(entry => CommandOf(entry.Server, entry.Prompt))];
    }

    /// <returns>Null when the text is no command of a server.</returns>
    public async Task<Expansion?> ExpandAsync(string typed, CancellationToken cancellationToken)
    {
        var text = typed.Trim();
        var nameEnd = text.IndexOfAny([' ', '\t', '\n']);
        var name = nameEnd < 0 ? text : text[..nameEnd];
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        if (!name.StartsWith('/') || colon < 2 || !servers.All.Any(status => status.Name == name[1..colon]))
        {
            return null;
        }

        var server = name[1..colon];
        var all = await servers.ListPromptsAsync(cancellationToken);
        if (all.FirstOrDefault(entry => entry.Server == server && entry.Prompt.Name == name[(colon + 1)..]).Prompt is not { } prompt)
        {
            var known = string.Join(", ", all.Where(entry => entry.Server == server).Select(entry => entry.Prompt.Name));
            return new Expansion([], $"The MCP server {server} has no prompt \"{name[(colon + 1)..]}\"{(known.Length == 0 ? "" : $"; it has {known}")}.");
        }

        var (arguments, problem) = PromptArguments.Read(prompt, nameEnd < 0 ? "" : text[nameEnd..].Trim());
        if (problem is not null)
        {
            return new Expansion([], $"{name}: {problem}");
        }

        try
        {
            var messages = await servers.GetPromptAsync(server, prompt.Name, arguments, new CallOptions(), cancellationToken);
            return new Expansion(ContentOf(name, messages), null);
        }
        catch (ServerException failed)
        {
            return new Expansion([], $"{name} could not be run: {failed.Message}");
        }
    }

    private static SlashCommand CommandOf(string server, ServerPrompt prompt)
    {
        var description = ServerText.Line(prompt.Description.Length > 0 ? prompt.Description : prompt.Title ?? prompt.Name, LongestDescription);
        var hint = string.Join(' ', prompt.Arguments.Select(argument => argument.IsRequired ? $"{argument.Name}=..." : $"[{argument.Name}=...]"));
        return new SlashCommand($"{server}:{prompt.Name}", description, hint.Length == 0 ? null : ServerText.Line(hint, LongestDescription));
    }

    private static bool IsTypable(string name) => name.Length is > 0 and <= 128 && name.All(character => char.IsAsciiLetterOrDigit(character) || "_-.:/".Contains(character));

    private static ImmutableArray<ContentPart> ContentOf(string name, ImmutableArray<PromptText> messages)
    {
        var content = new ContentWriter();
        content.AddText($"The user ran {name}, a prompt of an MCP server. Its text:");
        foreach (var message in messages)
        {
            content.AddText(message.Role == "assistant" ? "\n(as the assistant's words)" : "");
            content.Add(message.Content switch
            {
                AnswerPart.Text text => new AnswerPart.Text(Plain(text.Value)),
                AnswerPart.Embedded { Content.Text: not null } page => new AnswerPart.Text(Fenced(page.Content)),
                var other => other,
            });
        }

        return [.. content.Parts("").Select(part => part with { Outside = ServerText.Line(name, LongestDescription) })];
    }

    /// <summary>The user has called for the prompt's words, not for what a page says that comes with them.</summary>
    private static string Fenced(ResourceContent page)
    {
        var shown = new ContentWriter();
        shown.Add(page);
        return ToolText.Fenced(Guid.NewGuid().ToString("N"), TextOrigin.Outside, string.Concat(shown.Parts("").OfType<ContentPart.Text>().Select(text => text.Value)));
    }

    /// <summary>It stands in no fence, so nothing in it may be unseen or change the speaker.</summary>
    private static string Plain(string text) => InvisibleCharacters.Shown(text).Replace("<|", "< |", StringComparison.Ordinal);
}
