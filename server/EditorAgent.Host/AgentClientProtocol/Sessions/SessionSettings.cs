using System.Collections.Immutable;
using EditorAgent.Core.Agent;
using EditorAgent.Core.Configuration;
using EditorAgent.Host.Composition;
using EditorAgent.Protocol.Sessions;

namespace EditorAgent.Host.AgentClientProtocol.Sessions;

/// <summary>What a client can set on a session, in the three forms that clients know: modes, config options, and the older models.</summary>
internal sealed class SessionSettings(AgentSession agent, AgentComposition composition, AgentConfiguration configuration, ClientProfile client)
{
    private const string ModeOption = "mode";
    private const string ModelOption = "model";

    private string thinking = ThinkingChoice.Default;

    public SessionModeState Modes() => SessionModes.State(agent.Permissions);

    public SessionModelState Models() => new()
    {
        CurrentModelId = this.CurrentModel,
        AvailableModels = [.. configuration.Models.Select(model => new SessionModel { ModelId = model.Alias, Name = model.Alias, Description = Describe(model) })],
    };

    /// <summary>The complete state; null for a client that breaks on it.</summary>
    public IReadOnlyList<SessionConfigOption>? ConfigOptions() => client.BreaksOnConfigOptions ? null : this.AllOptions();

    public void SetMode(string id)
    {
        var mode = SessionModes.Parse(id);
        if (agent.Permissions.IsRestricted && mode != agent.Permissions.Mode)
        {
            throw AcpErrors.InvalidRequest("Restricted Mode: the session only reads until the user trusts this workspace in the editor. The mode was not changed.");
        }

        if (mode != agent.Permissions.Mode)
        {
            agent.UseMode(mode);
        }
    }

    /// <summary>Holds from the next turn on.</summary>
    public void SetModel(string alias)
    {
        if (!configuration.Models.Any(model => model.Alias == alias))
        {
            var known = string.Join(", ", configuration.Models.Select(model => model.Alias));
            throw AcpErrors.InvalidParams($"There is no model '{alias}'. Models: {known}.");
        }

        if (alias != this.CurrentModel)
        {
            this.thinking = ThinkingChoice.Default;
            agent.UseModel(composition.ModelFor(configuration, alias), alias);
        }
    }

    /// <summary>What the tokens of a model cost, of the current one for null; null where nobody has written it down.</summary>
    public ModelPrice? PriceOf(string? alias) =>
        (alias is null ? this.Current?.Model : configuration.Models.FirstOrDefault(model => model.Alias == alias))?.Price;

    /// <summary>Holds from the next turn on, until another model is chosen or the session is opened again.</summary>
    private void SetThinking(string choice)
    {
        if (this.Current is not { } current || !ThinkingChoice.For(current.Model, current.Provider).Contains(choice))
        {
            throw AcpErrors.InvalidParams($"The model {this.CurrentModel} has no value '{choice}' for thinking.");
        }

        if (choice != this.thinking)
        {
            this.thinking = choice;
            agent.UseModel(composition.ModelAt(current.Provider, ThinkingChoice.Apply(current.Model, choice)), current.Model.Alias);
        }
    }

    /// <returns>The complete state after the change.</returns>
    public IReadOnlyList<SessionConfigOption> SetOption(string id, SessionConfigValue value)
    {
        if (value is not SessionConfigValue.Choice choice)
        {
            throw AcpErrors.InvalidParams($"The option '{id}' takes one of the values it offers.");
        }

        switch (id)
        {
            case ModeOption:
                this.SetMode(choice.Value);
                break;
            case ModelOption:
                this.SetModel(choice.Value);
                break;
            case ThinkingChoice.OptionId when this.ThinkingValues.Length > 0:
                this.SetThinking(choice.Value);
                break;
            default:
                throw AcpErrors.InvalidParams($"There is no option '{id}'. Options: {string.Join(", ", this.AllOptions().Select(IdOf))}.");
        }

        return this.AllOptions();
    }

    private string CurrentModel
    {
        get
        {
            var chosen = agent.Session.State.ModelId;
            return configuration.Models.Any(model => model.Alias == chosen) ? chosen! : this.DefaultModel;
        }
    }

    private string DefaultModel => ModelSelection.From(configuration, null) is ModelSelection.Selected selected ? selected.Model.Alias : agent.Model.Id;

    private ModelSelection.Selected? Current => ModelSelection.From(configuration, this.CurrentModel) as ModelSelection.Selected;

    private ImmutableArray<string> ThinkingValues => this.Current is { } current ? ThinkingChoice.For(current.Model, current.Provider) : [];

    private static string IdOf(SessionConfigOption option) => option is SessionConfigOption.Select select ? select.Id : "";

    private IReadOnlyList<SessionConfigOption> AllOptions() =>
    [
        SessionModes.Option(agent.Permissions),
        new SessionConfigOption.Select
        {
            Id = ModelOption,
            Name = "Model",
            Description = "Holds from the next prompt on",
            Category = SessionConfigOptionCategories.Model,
            CurrentValue = this.CurrentModel,
            Options = new SessionConfigSelectOptions.Flat(
                [.. configuration.Models.Select(model => new SessionConfigSelectOption { Value = model.Alias, Name = model.Alias, Description = Describe(model) })]),
        },
        .. this.ThinkingValues is { Length: > 0 } values ? [ThinkingChoice.Option(values, this.thinking)] : Array.Empty<SessionConfigOption>(),
    ];

    private static string Describe(ModelSettings model) => $"{model.Model} at {model.Provider}, {model.ContextWindow / 1000}k tokens";
}
