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
            agent.UseModel(composition.ModelFor(configuration, alias), alias);
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
            default:
                throw AcpErrors.InvalidParams($"There is no option '{id}'. Options: {ModeOption}, {ModelOption}.");
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
    ];

    private static string Describe(ModelSettings model) => $"{model.Model} at {model.Provider}, {model.ContextWindow / 1000}k tokens";
}
